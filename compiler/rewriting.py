"""Whether a change of a column's type leaves its rows, and its indexes, as they are written (tablecmds.c).

PostgreSQL keeps the rows where the change is no more than another name for the same bytes: pg_cast says so of two types
(castmethod 'b'), and of two modifiers of one type the type's own planner support function (varchar, numeric, varbit,
time, timestamp, interval).
"""

import re

from mizzle.compiler.casts import converted
from mizzle.compiler.defaults import default_of, varies
from mizzle.compiler.names import type_text
from mizzle.compiler.world import World, grounded
from mizzle.model.column import Column
from mizzle.model.domain import Domain
from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.type import Type

PRECISE = ("timestamp", "time", "interval")
# Types whose default operator class is another's.
CLASSES = {"character varying": "text", "cidr": "inet"}
# Casts of extensions that pg_cast does not know before the plan creates them.
BROUGHT = {("text", "citext"), ("character varying", "citext")}
FINEST = 6  # digits of a second


def rewrites(old: Column, new: Column, world: World, *, using: bool) -> bool:
    """Whether every row is written anew. `using` tells whether an expression converts the values."""
    if using:
        return True
    if constrained(new.type, world) and old.type != new.type:
        return True
    have, want = grounded(old.type, world.old), grounded(new.type, world.new)
    return not _alike(have, want, world)


def fills(new: Column, world: World) -> bool:
    """Whether a column that is added has values of its own in every row, which is then written anew."""
    if (new.generated and new.generated.stored) or new.identity or constrained(new.type, world):
        return True
    default = default_of(new, world)
    return default is not None and varies(new, default, world)


def constrained(kind: Type, world: World) -> bool:
    """Whether a domain, or one that it stands on, looks at each value."""
    found = world.new.find(kind.ref) if kind.ref and not kind.array else None
    if not isinstance(found, Domain):
        return False
    return bool(found.checks or found.not_null) or constrained(found.type, world)


def converts(old: Column, new: Column, world: World) -> bool:
    """Whether the change needs an expression (USING) that is more than a cast."""
    return converted("x", old.type, new.type, world) not in (None, f"x::{type_text(new.type)}")


def rebuilds(index: Object, old: Column, new: Column, world: World) -> bool:
    """Whether an index over the column, or what a table below has of it, is built anew though the rows stay.

    (CheckIndexCompatible, indexcmds.c)
    """
    keys = getattr(index, "keys", ())
    if getattr(index, "where", None) or any(isinstance(key.value, Expr) for key in keys):
        return True
    columns = [key.value for key in keys] if keys else getattr(index, "columns", ())
    if old.ref.part not in (ref.part for ref in columns):
        return False
    said = [key for key in keys if key.value.part == old.ref.part]
    if old.collation != new.collation and not (said and all(key.collation for key in said)):
        return True
    have, want = grounded(old.type, world.old), grounded(new.type, world.new)
    return _class(have) != _class(want) and not (said and all(key.opclass for key in said))


def _class(kind: Type) -> str:
    """What stands for the operator class that a type has when none is said."""
    return "array" if kind.array else CLASSES.get(kind.base, kind.base)


def _alike(have: Type, want: Type, world: World) -> bool:
    if have == want:
        return True
    if have.array != want.array:
        return False
    if have.base == want.base:
        if have.array:
            return not want.arguments
        return _wider(have, want)
    pairs = world.facts.coercible
    zones = {_zoned(have), _zoned(want)} == {"timestamp with time zone", "timestamp without time zone"}
    brought = (have.base, want.ref.name) in BROUGHT if want.ref and world.new.find(want.ref) is None else False
    if have.array or not ((have.base, want.base) in pairs or zones or brought):
        return False
    if zones:  # free in UTC, which our sessions are pinned to
        return _digits(want) >= min(_digits(have), FINEST)
    return not want.arguments


def _zoned(kind: Type) -> str:
    return re.sub(r"\s+", " ", kind.base)


def _digits(kind: Type) -> int:
    words = [word for word in kind.arguments if word.isdigit()]
    return int(words[0]) if words else FINEST


def _wider(have: Type, want: Type) -> bool:
    """The same type with other modifiers."""
    base = want.base
    if base.startswith(PRECISE):
        fields = [re.sub(r"\(.*?\)", "", kind.name).strip() for kind in (have, want)]
        return fields[0] == fields[1] and _digits(want) >= _digits(have)
    if not want.arguments:
        return base not in ("character", "bit")
    if not have.arguments:
        return False
    mine, theirs = ([int(word) for word in kind.arguments if word.lstrip("-").isdigit()] for kind in (have, want))
    if base == "numeric":
        (precision, scale), (wanted, wanted_scale) = ((*words, 0)[:2] for words in (mine, theirs))
        return scale == wanted_scale and wanted >= precision
    return base in ("character varying", "bit varying") and mine <= theirs
