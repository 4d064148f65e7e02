"""Three states side by side: what is declared, what was recorded when mizzle last changed the database, what is there.

Which of two differs is told by the third: an object that is not as it was recorded was changed by somebody else (drift); one
that is as it was recorded and not as it is declared waits for a push (pending).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

import attrs
from attrs import Factory, frozen

from mizzle.answers import Answers
from mizzle.compiler.names import text
from mizzle.connection import Connection, connect
from mizzle.declared import Source, wanted
from mizzle.filters import Filter
from mizzle.history import Home
from mizzle.introspect.read import Catalog, read
from mizzle.model.change import Alter, Create, Drop, Rename
from mizzle.model.expr import Expr
from mizzle.model.names import plain
from mizzle.model.object import Object, changed
from mizzle.model.ref import Ref
from mizzle.model.rename import mover
from mizzle.model.schema import Schema
from mizzle.model.type import Type
from mizzle.planning import Draft, names_before
from mizzle.pushplan import plan_push
from mizzle.recorded import Recorded, recorded
from mizzle.scope import asked

State = Literal["drift", "adopted", "pending", "both", "differs"]
TOLD: dict[State, str] = {
    "drift": "changed past mizzle: not as it was recorded and declared",
    "adopted": "changed past mizzle, and declared so since; push --record takes it over",
    "pending": "declared and not pushed yet",
    "both": "declared otherwise than it was recorded, and changed past mizzle too",
    "differs": "not as it is declared; nothing is recorded of this database, so nobody knows who changed it",
}
SIDES = ("declared", "recorded", "database")


@frozen
class Difference:
    """One object that is not the same on all sides.

    there   by side whether it is there; a side that nobody has given is left out
    fields  the facts that differ, each by side
    """

    ref: Ref
    state: State
    there: Mapping[str, bool]
    fields: Mapping[str, Mapping[str, str]] = Factory(dict)


@frozen
class Drift:
    """What `mizzle check` finds."""

    differences: tuple[Difference, ...]
    recorded: Recorded | None
    remarks: tuple[str, ...] = ()
    not_modelled: Mapping[str, int] = Factory(dict)

    def __bool__(self) -> bool:
        return bool(self.differences)


def check(
    source: Source | None,
    url: str,
    *,
    casing: str | None = None,
    out: str | Path = "migrations",
    home: Home | None = None,
    only: Filter = Filter(),  # noqa: B008 - frozen
) -> Drift:
    """How a database stands to what is declared and to what was recorded.

    source  a module, a mapping or a list of declarations; None compares with what was recorded alone
    out     the folder of migrations, which has their snapshots

    Raises DeclarationError, HistoryError, ServerError, ConnectError.
    """
    with closing(connect(url)) as connection:
        known = recorded(connection, home or Home(), out)
        declared = None if source is None else wanted(source, casing=casing)
        catalog = read(connection, asked=asked(declared, known.schema if known else None))
        now = _draft(connection, declared, catalog, only)
        then = _draft(connection, known.schema if known else None, catalog, only)
        remarks = dict.fromkeys(text for made in (now, then) if made for text in made.remarks)
        return Drift(tuple(compared(now, then)), known, tuple(remarks), catalog.not_modelled)


def _draft(connection: Connection, schema: Schema | None, catalog: Catalog, only: Filter) -> Draft | None:
    """What leads from the database to a state: in the server's own spelling."""
    return None if schema is None else plan_push(connection, only.of(schema), Answers(all=True), catalog, only)


@frozen
class _Way:
    """A plan from the database to a state, by the names that the declaration uses. `touched` are the objects that it changes."""

    there: Mapping[Ref, Object]
    wanted: Mapping[Ref, Object]
    touched: frozenset[Ref]

    @classmethod
    def of(cls, made: Draft, move: Callable[[Ref], Ref]) -> "_Way":
        touched = frozenset(map(move, _touched(made)))
        there, wanted = ({move(ref): item for ref, item in side.items()} for side in (made.old, made.new))
        return cls(there, wanted, touched)


def compared(now: Draft | None, then: Draft | None) -> Iterator[Difference]:
    """The differences by object, of the plans from the database to what is declared and to what was recorded. Pure."""
    before = names_before(now) if now else {}
    move = mover({old: new for new, old in before.items()})
    ways = {
        name: _Way.of(made, moves)
        for name, made, moves in (("declared", now, lambda ref: ref), ("recorded", then, move))
        if made
    }
    found = {ref for way in ways.values() for ref in way.touched}
    for ref in sorted(found, key=lambda ref: (ref.schema, ref.name, ref.part, ref.kind)):
        sides = {name: way.wanted.get(ref) for name, way in ways.items()}
        sides["database"] = next((item for way in ways.values() if (item := way.there.get(ref))), None)
        wholes = {above for item in sides.values() if item for above in item.part_of()}
        if any(above in found and _apart(above, ways.values()) for above in wholes - {ref}):
            continue  # told with its whole
        there = {name: item is not None for name, item in sides.items()}
        yield Difference(ref, _state(ref, ways), there, {**_names(ref, before.get(ref), sides), **_fields(sides)})


def _names(ref: Ref, before: Ref | None, sides: Mapping[str, Object | None]) -> dict[str, dict[str, str]]:
    """The names of what the declaration renames."""
    if before is None:
        return {}
    return {"name": {name: plain((ref if name == "declared" else before).own) for name, item in sides.items() if item}}


def _touched(made: Draft) -> Iterator[Ref]:
    for change in made.changes:
        match change:
            case Create(new) | Alter(_, new):
                yield new.ref
            case Drop(old):
                yield old.ref
            case Rename(_, new):
                yield new


def _apart(whole: Ref, ways: Iterable[_Way]) -> bool:
    """Whether the whole is there on one side and not on another, so that its parts need no lines of their own."""
    return len({whole in side for way in ways for side in (way.there, way.wanted)}) == 2


def _state(ref: Ref, ways: Mapping[str, _Way]) -> State:
    now, then = ways.get("declared"), ways.get("recorded")
    if now is None or then is None:
        return "drift" if then else "differs"
    if ref not in then.touched:
        return "pending"
    if ref not in now.touched:
        return "adopted"
    declared, known = now.wanted.get(ref), then.wanted.get(ref)
    same = declared is known is None or (declared and known and not set(changed(declared, known)) - {"ref"})
    return "drift" if same else "both"


def _fields(sides: Mapping[str, Object | None]) -> dict[str, dict[str, str]]:
    """The facts that are not the same wherever the object is there."""
    there = {name: item for name, item in sides.items() if item is not None}
    first, *rest = there.values()
    names = dict.fromkeys(field for item in rest for field in changed(first, item) if field != "ref")
    return {
        field.replace("_", " "): {name: _word(getattr(item, field)) for name, item in there.items()} for field in names
    }


def _word(value: Any) -> str:
    """A fact in a few words. Facts are of the schema; no row's values are among them."""
    match value:
        case None | () | "":
            return "none"
        case bool():
            return "yes" if value else "no"
        case Expr():
            return text(value)
        case Ref() | Type() | str() | int():
            return str(value)
        case tuple() | frozenset():
            words = map(_word, value)
            return ", ".join(sorted(words) if isinstance(value, frozenset) else words)
    facts = attrs.asdict(value, recurse=False)
    said = {name.replace("_", " "): fact for name, fact in facts.items() if fact not in (None, (), "")}
    return ", ".join(f"{name} {_word(fact)}" for name, fact in said.items())
