from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.role import PUBLIC

TABLE = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")
# What can be granted on what, by PostgreSQL's word for it.
GRANTABLE: dict[str, tuple[str, ...]] = {
    "TABLE": TABLE,
    "COLUMN": ("SELECT", "INSERT", "UPDATE", "REFERENCES"),
    "SEQUENCE": ("SELECT", "UPDATE", "USAGE"),
    "ROUTINE": ("EXECUTE",),
    "TYPE": ("USAGE",),
    "SCHEMA": ("CREATE", "USAGE"),
    "LANGUAGE": ("USAGE",),
    "DATABASE": ("CREATE", "CONNECT", "TEMPORARY"),
    "FOREIGN DATA WRAPPER": ("USAGE",),
    "FOREIGN SERVER": ("USAGE",),
    "LARGE OBJECT": ("SELECT", "UPDATE"),
}
WORDS = {
    "table": "TABLE",
    "view": "TABLE",
    "materialized_view": "TABLE",
    "foreign_table": "TABLE",
    "column": "COLUMN",
    "sequence": "SEQUENCE",
    "function": "ROUTINE",
    "aggregate": "ROUTINE",
    "namespace": "SCHEMA",
    "language": "LANGUAGE",
    "database": "DATABASE",
    "foreign_data_wrapper": "FOREIGN DATA WRAPPER",
    "foreign_server": "FOREIGN SERVER",
}
EVERYBODY = {
    "ROUTINE": ("EXECUTE",),
    "TYPE": ("USAGE",),
    "LANGUAGE": ("USAGE",),
    "DATABASE": ("CONNECT", "TEMPORARY"),
}


@frozen
class Grant:
    """One privilege of one role.

    grantable  WITH GRANT OPTION
    by         who granted it; None for the object's owner. No fact: it decides what a REVOKE takes along
    several    all who granted it, and whether with grant option, where that is more than one
    back       whether the role has passed it on to the owner, of whom nothing is told
    """

    role: Ref
    privilege: str
    grantable: bool = False
    by: Ref | None = field(default=None, eq=False)
    several: tuple[tuple[Ref | None, bool], ...] = field(default=(), eq=False)
    back: bool = field(default=False, eq=False)

    @property
    def gifts(self) -> tuple[tuple[Ref | None, bool], ...]:
        """All who granted it, and whether with grant option."""
        return self.several or ((self.by, self.grantable),)


@frozen(kw_only=True)
class Privileges(Object):
    """Who may do what with an object, where that is not what PostgreSQL gives everybody anyway.

    A column's privileges are those beside its table's. The owner's name is no fact: databases that belong to different roles are equal.

    column  of a view, whose columns are no objects: the column's name
    grants  of everybody but the owner
    own     what the owner has; None for everything
    fresh   whether the plan makes the object, so that default privileges have been at work; no fact
    """

    kind: ClassVar[str] = "privileges"
    kept: ClassVar[bool] = True

    of: Ref
    column: str = ""
    grants: tuple[Grant, ...] = field(default=(), eq=frozenset)
    own: tuple[str, ...] | None = None
    fresh: bool = field(default=False, eq=False)

    def requires(self) -> Iterator[Ref]:
        yield self.of
        yield from (grant.role for grant in self.grants)

    def part_of(self) -> Iterator[Ref]:
        yield self.of

    def placed(self) -> Ref:
        return beside(self.kind, self.of, self.column)

    @property
    def word(self) -> str:
        """What PostgreSQL calls what the privileges are on."""
        return "COLUMN" if self.column else WORDS.get(self.of.kind, "TYPE")

    @property
    def whole(self) -> Ref | None:
        """Of a column's privileges, those of its table."""
        if self.of.kind == "column":
            return beside(self.kind, self.of.table)
        return beside(self.kind, self.of) if self.column else None


def beside(kind: str, of: Ref, column: str = "") -> Ref:
    """The ref of what says something of another object: its privileges, its owner."""
    place = of.schema or (of.name if of.kind == "namespace" else "")
    return Ref(kind, place, f"{of.kind} {of.name}", of.part or column)


def grantable(word: str, major: int) -> tuple[str, ...]:
    """All privileges on such objects."""
    return tuple(name for name in GRANTABLE[word] if name != "MAINTAIN" or major >= 17)


def given(word: str) -> frozenset[Grant]:
    """What PostgreSQL gives everybody on a new object."""
    return frozenset(Grant(PUBLIC, privilege) for privilege in EVERYBODY.get(word, ()))


def usual(of: Ref, word: str, major: int) -> frozenset[Grant]:
    """The privileges on an object of which nothing is said; public is a namespace like no other."""
    if of == Ref("namespace", "", "public"):
        return frozenset(Grant(PUBLIC, name) for name in (("USAGE",) if major >= 15 else ("CREATE", "USAGE")))
    return given(word)
