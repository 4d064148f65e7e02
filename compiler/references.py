"""Foreign keys that PostgreSQL would refuse, found before the first statement. Pure.

Only what is sure is refused here: types of PostgreSQL's own that no implicit cast or shared operator joins, and targets
without a key. The rest the server decides, inside the transaction.
"""

from collections.abc import Iterable

from mizzle.compiler.names import type_text
from mizzle.compiler.world import World
from mizzle.model.change import Alter, Change, Create
from mizzle.model.column import Column
from mizzle.model.errors import DeclarationError
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.place import at
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.type import Type

# Types that compare with each other (one operator family), or of which every one is cast to every other implicitly.
FAMILIES = (
    {"smallint", "integer", "bigint"},
    {"real", "double precision"},
    {"text", "character varying", "character", "name"},
    {"date", "timestamp without time zone", "timestamp with time zone"},
    {"inet", "cidr"},
    {"bit", "bit varying"},
    {"macaddr", "macaddr8"},
)
# Implicit casts (pg_cast, castcontext 'i') from the referencing type to the referenced one, beyond the families.
IMPLICIT = {
    "smallint": {"numeric", "real", "double precision", "oid"},
    "integer": {"numeric", "real", "double precision", "oid"},
    "bigint": {"numeric", "real", "double precision", "oid"},
    "numeric": {"real", "double precision"},
    "time without time zone": {"interval", "time with time zone"},
}
PLAIN = {
    "uuid",
    "boolean",
    "bytea",
    "numeric",
    "oid",
    "money",
    "interval",
    "jsonb",
    "time with time zone",
    "time without time zone",
} | {word for family in FAMILIES for word in family}


def check_references(changes: Iterable[Change], new: Schema) -> None:
    """Refuse new foreign keys that cannot be.

    Raises DeclarationError, with the place of the foreign key, for a column that is not there, types that do not
    compare, and a target that no key covers. A table that the schema does not hold is left to the server.
    """
    world = World(Schema(), new)
    for change in changes:
        if not isinstance(change, (Create, Alter)) or not isinstance(change.new, ForeignKey):
            continue
        key = change.new
        if key.target not in new:
            continue
        for here, there in zip(key.columns, key.references, strict=True):
            mine, theirs = new.get(here), new.get(there)
            if not isinstance(theirs, Column):
                raise DeclarationError(
                    f"{at(key.origin)}foreign key {key.ref} references {there}, and there is no such column"
                )
            if isinstance(mine, Column) and not _comparable(mine.type, theirs.type):
                raise DeclarationError(
                    f"{at(key.origin)}foreign key {key.ref}: {here} is {_shown(mine.type)} and {there} is {_shown(theirs.type)}; "
                    "give both one type"
                )
        if not any(True for _ in world.keys_of(new, key.references)):
            raise DeclarationError(
                f"{at(key.origin)}foreign key {key.ref} references {_listed(key.references)}, which is not unique; "
                "give it a primary key, a unique constraint or a unique index"
            )


def _comparable(mine: Type, theirs: Type) -> bool:
    if mine.ref or theirs.ref:  # a domain or an extension's type may compare with anything; two enums do not
        return mine.ref == theirs.ref or not (mine.ref and theirs.ref)
    if mine.array != theirs.array:
        return False
    here, there = mine.base, theirs.base
    if here == there or not {here, there} <= PLAIN:
        return True
    return any({here, there} <= family for family in FAMILIES) or there in IMPLICIT.get(here, ())


def _shown(kind: Type) -> str:
    return type_text(kind).replace('"', "")


def _listed(refs: tuple[Ref, ...]) -> str:
    return f"{refs[0].table} ({', '.join(ref.part for ref in refs)})"
