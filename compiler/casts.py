"""What a change of a column's type does to its values: which cast it needs and whether it can lose anything.

The rules are those of pg_cast for PostgreSQL's own types (the same in 14 to 18).
"""

import re

from attrs import evolve

from mizzle.compiler.names import type_text
from mizzle.compiler.world import World, grounded
from mizzle.model.cast import between
from mizzle.model.composite import Composite, renamed
from mizzle.model.errors import UnsupportedChange
from mizzle.model.names import identifier
from mizzle.model.ref import Ref
from mizzle.model.type import Type

TEXTS = {"text", "character varying", "character", "name"}
INTEGERS = ("smallint", "integer", "bigint")
NUMBERS = (*INTEGERS, "numeric", "real", "double precision")
TIMES = {
    "timestamp without time zone": {"timestamp with time zone", "date", "time without time zone"},
    "timestamp with time zone": {
        "timestamp without time zone",
        "date",
        "time without time zone",
        "time with time zone",
    },
    "date": {"timestamp without time zone", "timestamp with time zone"},
    "time without time zone": {"interval", "time with time zone"},
    "time with time zone": {"time without time zone"},
    "interval": {"time without time zone"},
}
ASSIGNABLE = {
    "cidr": {"inet"},
    "inet": {"cidr"},
    "json": {"jsonb"},
    "jsonb": {"json"},
    "xml": set(TEXTS),
    "bit": {"bit varying"},
    "bit varying": {"bit"},
    "macaddr": {"macaddr8"},
    "macaddr8": {"macaddr"},
    "money": {"numeric"},
    "numeric": {"money"},
    "integer": {"oid", "money"},
    "bigint": {"oid", "money"},
    "oid": {"integer", "bigint"},
    **TIMES,
}
EXPLICIT = {
    "box": {"circle", "lseg", "point", "polygon"},
    "circle": {"box", "point", "polygon"},
    "lseg": {"point"},
    "path": {"polygon"},
    "point": {"box"},
    "polygon": {"box", "circle", "path", "point"},
    "bit": {"integer", "bigint"},
    "boolean": {"integer"},
    "integer": {"boolean", "bit", '"char"'},
    "bigint": {"bit"},
    '"char"': {"integer"},
    **{f"{kind}range": {f"{kind}multirange"} for kind in ("int4", "int8", "num", "date", "ts", "tstz")},
    **{
        f"reg{kind}": {"oid", "integer", "bigint"}
        for kind in ("class", "collation", "config", "dictionary", "namespace", "proc", "procedure", "role", "type")
    },
}
LOSSLESS = {
    ("date", "timestamp without time zone"),
    ("cidr", "inet"),
    ("json", "jsonb"),
    ("jsonb", "json"),
    ("xml", "text"),
    ("real", "double precision"),
    ("integer", "double precision"),
    ("smallint", "real"),
    ("smallint", "double precision"),
    ("integer", "oid"),
    ("oid", "bigint"),
    ("bit", "bit varying"),
    ("macaddr", "macaddr8"),
    ("timestamp without time zone", "timestamp with time zone"),
    ("timestamp with time zone", "timestamp without time zone"),
}
_RANGES = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}


def _base(kind: Type) -> str:
    return "" if kind.ref else re.sub(r"\s+", " ", kind.base)


def assignable(old: Type, new: Type) -> bool:
    """Whether ALTER COLUMN … TYPE works without USING."""
    if old.array != new.array:
        return False
    if old.ref and old.ref == new.ref:
        return True
    have, want = _base(old), _base(new)
    if want in TEXTS and not (old.array and have not in TEXTS):
        return True
    if not have or not want:
        return False
    if have == want or (have in NUMBERS and want in NUMBERS):
        return True
    return want in ASSIGNABLE.get(have, ())


def comparable(child: Type, parent: Type) -> bool:
    """Whether a number can reference another: by an operator of the key's own family, or by a cast that nobody has to ask for."""
    have, want = _base(child), _base(parent)
    if have not in NUMBERS or want not in NUMBERS or child.array or parent.array:
        return True
    alike = {have, want} <= set(INTEGERS) or {have, want} <= {"real", "double precision"}
    return alike or NUMBERS.index(have) <= NUMBERS.index(want)


def present(column: str, kind: Type) -> str:
    """The condition that there is a value; of a row it is not asked whether each of its fields has one (manual, comparison functions)."""
    return f"{column} IS {'DISTINCT FROM' if kind.ref else 'NOT'} NULL"


def using(column: str, old: Type, new: Type, target: Type | None = None) -> str | None:
    """The USING expression that the change needs, or None. `target` is the type that is written: a domain over `new`.

    Where PostgreSQL has an assignment cast none is given: USING x::varchar(3) would cut what the assignment refuses.
    """
    if assignable(old, new):
        return None
    written = type_text(target or new)
    if wrapped(old, new):
        element = evolve(new, array=False)
        value = column if assignable(old, element) or _explicit(old, element) else f"{column}::pg_catalog.text"
        return f"CASE WHEN {present(column, old)} THEN ARRAY[{value}]::{written} END"
    if old.array != new.array:
        return f"{column}::pg_catalog.text::{written}"
    if _explicit(old, new):
        return f"{column}::{written}"
    middle = "pg_catalog.text[]" if old.array and new.array else "pg_catalog.text"
    return f"{column}::{middle}::{written}"


def converted(value: str, old: Type, new: Type, world: World) -> str | None:
    """The USING expression for values of any type: those of a composite that changes go over attribute by attribute."""
    have, want = grounded(old, world.old), grounded(new, world.new)
    before = world.old.find(have.ref) if have.ref else None
    after = world.new.find(want.ref) if want.ref else None
    if own_cast(old, new, world):
        return f"{value}::{type_text(new)}"
    if not isinstance(before, Composite) or not isinstance(after, Composite) or have.ref == want.ref:
        return using(value, have, want, new)
    mine = {new.name: old for old, new in zip(before.attributes, renamed(before, after), strict=True)}
    if have.array or want.array:
        if list(mine) != [attribute.name for attribute in after.attributes]:
            raise UnsupportedChange(f"type {after.ref}: its attributes change in an array; move the values by hand")
        return using(value, have, want, new)
    parts = [
        _attribute(
            f"({value}).{identifier(mine[attribute.name].name)}", mine[attribute.name].type, attribute.type, world
        )
        if attribute.name in mine
        else "NULL"
        for attribute in after.attributes
    ]
    row = f"ROW({', '.join(parts)})::{type_text(new)}"
    return f"CASE WHEN {value} IS NOT DISTINCT FROM NULL THEN NULL ELSE {row} END"


def own_cast(old: Type, new: Type, world: World) -> Ref | None:
    """The cast that somebody made for just these types, or for those of their elements, if it stays."""
    have, want = grounded(old, world.old), grounded(new, world.new)
    if have.array != want.array or not (have.ref or want.ref):
        return None
    bare = (evolve(kind, name="" if kind.ref else _base(kind), array=False) for kind in (have, want))
    cast = between(*bare)
    return cast if cast in world.new and world.old.get(cast) == world.new[cast] else None


def _attribute(value: str, old: Type, new: Type, world: World) -> str:
    if old == new:
        return value
    return converted(value, old, new, world) or f"{value}::{type_text(new)}"


def wrapped(old: Type, new: Type) -> bool:
    """Whether each value becomes an array of one. What a text holds is an array's text already."""
    return new.array and not old.array and _base(old) not in TEXTS


def _explicit(old: Type, new: Type) -> bool:
    """Whether a cast from one to the other exists, or the old one is text already."""
    have, want = _base(old), _base(new)
    return have in TEXTS or want in EXPLICIT.get(have, ())


def lossless(old: Type, new: Type) -> bool:
    """Whether every value of the old type is one of the new type."""
    if old == new:
        return True
    if wrapped(old, new):
        return lossless(old, evolve(new, array=False))
    if old.array != new.array:
        return False
    have, want = _base(old), _base(new)
    if want in ("text", "character varying") and not new.arguments and (not old.array or have in TEXTS):
        return have != "character" or not old.array
    if old.ref or new.ref:
        return False
    if have in INTEGERS and want in INTEGERS:
        return _RANGES[have] <= _RANGES[want]
    if have in INTEGERS and want == "numeric":
        return not new.arguments
    if (have, want) in LOSSLESS:
        return not new.arguments or want in ("timestamp with time zone", "timestamp without time zone")
    if have != want:
        return False
    return _wider(old, new)


def _wider(old: Type, new: Type) -> bool:
    """The same type with other modifiers."""
    if not new.arguments:
        return True
    if not old.arguments:
        return False
    have, want = (
        [int(word) for word in old.arguments if word.lstrip("-").isdigit()],
        [int(word) for word in new.arguments if word.lstrip("-").isdigit()],
    )
    if old.base == "numeric" and len(have) == len(want) == 2:
        return want[1] >= have[1] and want[0] - want[1] >= have[0] - have[1]
    if old.base == "bit":
        return have == want
    return len(have) == len(want) == 1 and have[0] <= want[0]


def misfit(old: Type, new: Type) -> str | None:
    """A condition on a value, as {}, that finds those which do not fit; None where none is known."""
    have, want = _base(old), _base(new)
    if old.array or new.array:
        return None
    if have in TEXTS and want in ("character varying", "character") and new.arguments:
        # The assignment cuts spaces at the end and refuses the rest.
        return f"pg_catalog.length(pg_catalog.rtrim({{}}::pg_catalog.text)) > {new.arguments[0]}"
    if have in NUMBERS and want in INTEGERS:
        limit = _RANGES[want]
        return f"{{}} NOT BETWEEN {-limit} AND {limit - 1} OR {{}} <> pg_catalog.trunc({{}}::pg_catalog.numeric)"
    if have in NUMBERS and want == "numeric" and new.arguments:
        precision, scale = (*map(int, new.arguments), 0)[:2]
        rounded = f"pg_catalog.round({{}}::pg_catalog.numeric, {scale})"
        wide = f"pg_catalog.abs({rounded}) >= 1e{precision - scale}::pg_catalog.numeric"
        return f"{wide} OR {{}}::pg_catalog.numeric <> {rounded}"
    return None
