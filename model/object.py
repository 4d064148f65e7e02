"""What every object of a database has in common."""

import operator
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, TypeVar

import attrs
from attrs import field, frozen

from mizzle.model.expr import Expr, Regclass, before_dots
from mizzle.model.place import Place
from mizzle.model.ref import Ref

V = TypeVar("V")
Pairs = tuple[tuple[str, str], ...]


def storage() -> Pairs:
    """A field of storage parameters: kept as they were written, compared whatever their order."""
    made: Pairs = field(default=(), eq=_by_name)
    return made


def _by_name(pairs: Pairs) -> Pairs:
    return tuple(sorted(pairs))  # a list would make the object unhashable


@frozen(kw_only=True)
class Object:
    """One object of a database.

    Fields that take part in equality are facts: a new one is compared the day it is born. What is no fact stands here,
    with `eq=False`:

    origin    the place of the declaration, for messages ("schema.py:12")
    position  the place among its siblings, for order in CREATE TABLE; never a difference
    chosen    whether mizzle chose the name; a chosen name matches any live object that is equal in all else
    renamed   the name that the object had before, as the declaration says it (`renamed_from`)
    depends   what the server recorded that the object needs, beyond what its fields tell
    inherited the objects of parent tables that it comes from: it is made, changed and dropped along with them
    local     whether what comes from parent tables is its table's own as well, so that it stays when theirs is dropped
    """

    kind: ClassVar[str]
    space: ClassVar[str] = ""  # the names that it shares with other kinds: "relation" or "type"
    spelled: ClassVar[frozenset[str]] = frozenset()  # the fields that a server may spell in its own way
    copied: ClassVar[bool] = False  # whether a temporary copy of its table can spell them
    shared: ClassVar[bool] = False  # whether it belongs to the whole cluster
    kept: ClassVar[bool] = False  # whether a declaration that does not mention it leaves it as it is
    pins: ClassVar[bool] = False  # whether PostgreSQL refuses to change the type of a column that it uses

    ref: Ref
    comment: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)
    position: int = field(default=0, eq=False)
    chosen: bool = field(default=False, eq=False)
    renamed: str | None = field(default=None, eq=False)
    depends: frozenset[Ref] = field(default=frozenset(), eq=False)
    inherited: tuple[Ref, ...] = field(default=(), eq=False)
    local: bool = field(default=False, eq=False)

    def requires(self) -> Iterator[Ref]:
        """The objects that must be there before this one: all that its facts mention, and what the server recorded."""
        for word in _facts(type(self)):
            value = getattr(self, word)
            if value and not isinstance(value, (str, int)):  # most hold none, and big schemas ask often
                yield from mentioned(value)
        if self.ref.part:
            yield self.ref.table
        elif self.ref.schema:
            yield Ref("namespace", "", self.ref.schema)
        yield from self.depends
        yield from self.inherited

    def part_of(self) -> Iterator[Ref]:
        """The objects that take this one along when they are dropped."""
        if self.ref.part:
            yield self.ref.table

    def placed(self) -> Ref:
        """The ref as it follows from the facts, for kinds whose ref is made of them (a function's of its arguments)."""
        return self.ref

    def since(self) -> Iterator[tuple[int, str]]:
        """Facts that older servers cannot have, with the major version that brought them."""
        yield from ()

    def asked(self) -> "Object":
        """The object as it is made where a server is only asked how it spells it."""
        return attrs.evolve(self, comment=None)

    def settled(self, live: Any) -> Any:  # noqa: ARG002
        """The object with what its declaration leaves open filled from the live one."""
        return self

    def carried(self, move: Callable[[Ref], Ref]) -> Any:  # noqa: ARG002
        """The object with what it knows by name alone renamed; refs are carried without it."""
        return self

    @property
    def called(self) -> str:
        """The object's own name, as SQL texts mention it."""
        return self.ref.own

    @property
    def stands_in(self) -> Ref:
        """The table that it is a part of, or is."""
        return self.ref.table

    def names(self) -> Iterator[Ref]:
        """The names that it occupies, as refs of kind "relation" or "type", beside its own ref."""
        if self.space:
            yield Ref(self.space, self.ref.schema, self.ref.name)

    def avoids(self) -> Iterator[Ref]:
        """The names that must be free when it is made, though it does not occupy them."""
        yield from ()

    def aliases(self) -> Iterator[Ref]:
        """Refs by which others mention it, that it shares with more of its kind."""
        yield from ()


def mentioned(value: Any) -> Iterator[Ref]:
    """Every ref inside a value, however deep."""
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, (str, int, type(None))):
        return
    elif isinstance(value, Regclass):
        yield value.ref
    elif isinstance(value, Expr):
        yield from value.refs()
    elif isinstance(value, (tuple, frozenset)):
        for item in value:
            yield from mentioned(item)
    else:
        for word in _fields(type(value)):
            yield from mentioned(getattr(value, word))


_FIELDS: dict[type, tuple[str, ...]] = {}  # asking attrs each time made big schemas three times as dear
_FACTS: dict[type, tuple[str, ...]] = {}


def _fields(kind: type) -> tuple[str, ...]:
    """The names of the fields of an attrs class; none of any other class."""
    found = _FIELDS.get(kind)
    if found is None:
        found = _FIELDS[kind] = tuple(each.name for each in attrs.fields(kind)) if attrs.has(kind) else ()
    return found


def _facts(kind: type[Object]) -> tuple[str, ...]:
    """The names of the facts of a kind, but for the ref."""
    found = _FACTS.get(kind)
    if found is None:
        found = _FACTS[kind] = tuple(each.name for each in attrs.fields(kind) if each.eq and each.name != "ref")
    return found


def expressions(value: Any) -> Iterator[Expr]:
    """Every expression inside a value, however deep."""
    if isinstance(value, Expr):
        yield value
    elif isinstance(value, tuple) and not isinstance(value, Ref):
        for item in value:
            yield from expressions(item)
    else:
        for word in _fields(type(value)):
            inside = getattr(value, word)
            if inside and not isinstance(inside, (str, int)):
                yield from expressions(inside)


def spaces_in(value: Any) -> set[str]:
    """The words that stand before a dot in texts, also in the body of a function: they may mean namespaces."""
    texts = [piece for expr in expressions(value) for piece in expr.pieces if isinstance(piece, str)]
    return {word for text in (*texts, getattr(value, "body", None) or "") for word in before_dots(text)}


def rewritten(value: V, rewrite: Callable[[Expr], Expr]) -> V:
    """A value with every expression in it rewritten; the very same one where nothing changes."""
    if not value or isinstance(value, (str, int, Ref)):  # most are
        return value
    if isinstance(value, Expr):
        return rewrite(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        items = tuple(rewritten(item, rewrite) for item in value)
        return value if all(map(operator.is_, items, value)) else items  # type: ignore[return-value]
    changes = {}
    for word in _fields(type(value)):
        old = getattr(value, word)
        if old and not isinstance(old, (str, int, Ref)) and (new := rewritten(old, rewrite)) is not old:
            changes[word] = new
    return attrs.evolve(value, **changes) if changes else value  # type: ignore[misc]


def changed(old: Object, new: Object) -> tuple[str, ...]:
    """The names of the facts in which two objects of one kind differ."""
    return tuple(
        attribute.name
        for attribute in attrs.fields(type(new))
        if attribute.eq and _key(attribute, old) != _key(attribute, new)
    )


def _key(attribute: Any, item: Object) -> Any:
    value = getattr(item, attribute.name)
    return attribute.eq_key(value) if attribute.eq_key else value
