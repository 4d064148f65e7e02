"""pg_sequence() and the options that sequences and identity columns share."""

from typing import Any

from attrs import frozen

from mizzle.dsl.context import Context
from mizzle.dsl.given import checked, optional, remark, switch
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, attribute, flag, literal, place, said
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Piece, Regclass
from mizzle.model.names import plain
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.sequence import RANGES, Counter, Sequence

_OPTIONS = {
    "start_with": "start",
    "increment": "increment",
    "min_value": "minimum",
    "max_value": "maximum",
    "cache": "cache",
    "cycle": "cycle",
}


def counter(type_name: str, options: dict[str, Any], origin: Place) -> Counter:
    """A counter of Drizzle's options. Raises DeclarationError for one that PostgreSQL would refuse."""
    unknown = set(options) - set(_OPTIONS)
    if unknown:
        raise DeclarationError(f"{origin}: no sequence option {min(unknown)!r}; there are {', '.join(_OPTIONS)}")
    facts = {_OPTIONS[name]: value for name, value in options.items() if value is not None}
    for name, value in facts.items():
        if name == "cycle" and not isinstance(value, bool):
            raise DeclarationError(f"{origin}: cycle must be True or False, not {value!r}")
        if name != "cycle" and (not isinstance(value, int) or isinstance(value, bool)):
            raise DeclarationError(f"{origin}: {name} of a sequence must be an integer, not {value!r}")
    if facts.get("increment") == 0:
        raise DeclarationError(f"{origin}: the increment of a sequence must not be 0")
    made = Counter.make(type_name, **facts)
    limit = RANGES[type_name]
    if not -limit <= made.minimum < made.maximum < limit or not made.minimum <= made.start <= made.maximum:
        raise DeclarationError(
            f"{origin}: a sequence of {type_name} cannot go from {made.minimum} to {made.maximum} starting at {made.start}"
        )
    if made.cache < 1:
        raise DeclarationError(f"{origin}: the cache of a sequence must be 1 or more, not {made.cache}")
    return made


@frozen
class SequenceDeclaration:
    """What pg_sequence() makes."""

    name: str
    counter: Counter
    namespace: str | None = None
    unlogged: bool = False
    comment: str | None = None
    renamed: str | None = None
    origin: Place | None = None
    owner: Any = None

    def _ref(self, context: Context) -> Ref:
        return Ref("sequence", context.place(self, self.namespace), self.name)

    def _piece(self, context: Context) -> Piece:
        return Regclass(self._ref(context))

    def _owner(self, context: Context) -> Ref | None:
        if self.owner is None:
            return None
        from mizzle.dsl.foreign_key import targets

        found = targets(self.owner, context, self.origin, "the owner of a sequence is")
        if len(found) != 1:
            raise DeclarationError(f"{self.origin}: sequence {self.name} is owned by one column, not {len(found)}")
        return found[0]

    def _objects(self, context: Context) -> tuple[Sequence, ...]:
        return (
            Sequence(
                ref=self._ref(context),
                counter=self.counter,
                owned_by=self._owner(context),
                unlogged=self.unlogged,
                comment=self.comment,
                renamed=self.renamed,
                origin=self.origin,
            ),
        )


def pg_sequence(
    name: str,
    *,
    type: str = "bigint",
    start_with: int | None = None,
    increment: int | None = None,
    min_value: int | None = None,
    max_value: int | None = None,
    cache: int | None = None,
    cycle: bool = False,
    owned_by: Any = None,
    unlogged: bool = False,
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> SequenceDeclaration:
    """A sequence. In sql() it is written as the regclass that nextval() takes: sql("nextval({})", order_numbers).

    owned_by  the column with which it is dropped: a column, a function that gives one, or "schema.table.column"
    """
    origin = here()
    if type not in RANGES:
        raise DeclarationError(f"{origin}: the type of a sequence is one of {', '.join(RANGES)}, not {type!r}")
    options = {
        "start_with": start_with,
        "increment": increment,
        "min_value": min_value,
        "max_value": max_value,
        "cache": cache,
        "cycle": cycle,
    }
    return SequenceDeclaration(
        checked(name, "sequence"),
        counter(type, options, origin),
        optional(schema, "schema"),
        switch(unlogged, "unlogged"),
        remark(comment),
        optional(renamed_from, "sequence"),
        origin,
        owned_by,
    )


def options(counter: Counter) -> dict[str, str | None]:
    """What a counter says beside PostgreSQL's defaults, as keywords."""
    usual = Counter.make(counter.type, increment=counter.increment)
    shifted = Counter.make(counter.type, increment=counter.increment, minimum=counter.minimum, maximum=counter.maximum)
    return {
        "start_with": None if counter.start == shifted.start else str(counter.start),
        "increment": None if counter.increment == 1 else str(counter.increment),
        "min_value": None if counter.minimum == usual.minimum else str(counter.minimum),
        "max_value": None if counter.maximum == usual.maximum else str(counter.maximum),
        "cache": None if counter.cache == 1 else str(counter.cache),
        "cycle": "True" if counter.cycle else None,
    }


def source(item: Sequence, module: Module) -> Any:
    """The call that declares a sequence."""
    owner = None
    if item.owned_by:
        table = module.later(item.owned_by.table)
        by_name = literal(".".join(plain(word) for word in item.owned_by[1:]))
        owner = f"lambda: {attribute(table, item.owned_by.part)}" if table else by_name
    return module.call(
        "pg_sequence",
        literal(item.ref.name),
        type=None if item.counter.type == "bigint" else literal(item.counter.type),
        **options(item.counter),
        owned_by=owner,
        unlogged=flag(item.unlogged),
        schema=place(item.ref),
        comment=said(item.comment),
    )
