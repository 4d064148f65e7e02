"""Names for the catalog's numbers: every reader turns OIDs and attribute numbers into refs with these maps.

Decoding keys here instead of asking pg_get_indexdef() and pg_get_constraintdef() for each object halves the server's
time (1,000 tables: 185-278 ms of server CPU with pg_get_* everywhere, 87-128 ms so).
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from attrs import Factory, define

from mizzle.model.options import secret
from mizzle.model.ref import Ref
from mizzle.model.type import Type

PUBLIC_COMMENT = "standard public schema"


# Pseudo types that operator classes take: an array fits anyarray, an enum anyenum, …
_ANY = {"a": 2277, "e": 3500, "r": 3831, "m": 4537}
_TEXT, _VARCHAR, _INET, _CIDR = 25, 1043, 869, 650


@define
class Names:
    """What the catalog's numbers mean. `version` is server_version_num."""

    version: int
    namespaces: dict[int, str] = Factory(dict)
    relations: dict[int, Ref] = Factory(dict)  # tables, views and the like that are modelled
    parents: dict[int, list[int]] = Factory(dict)  # of partitions and tables that inherit
    columns: dict[tuple[int, int], Ref] = Factory(dict)
    column_types: dict[tuple[int, int], tuple[int, int]] = Factory(dict)  # type, collation
    types: dict[tuple[int, int], Type] = Factory(dict)
    type_kinds: dict[int, tuple[str, int]] = Factory(dict)  # "a" for arrays or typtype, base type of a domain
    type_collations: dict[int, int] = Factory(dict)
    collations: dict[int, Ref] = Factory(dict)
    opclasses: dict[int, tuple[Ref, bool, int]] = Factory(dict)  # ref, default, input type
    identities: dict[tuple[int, int], tuple[Any, ...]] = Factory(dict)  # name and counter of the hidden sequence
    functions: dict[int, Ref] = Factory(dict)  # those that are mentioned
    texts: dict[tuple[str, int], str] = Factory(dict)  # of expressions, by catalog and OID
    comments: dict[tuple[str, int, int], str] = Factory(dict)
    members: frozenset[tuple[str, int]] = frozenset()  # (catalog, oid) of what extensions own
    address: Callable[[str, int, int], Ref | None] = lambda *_: None  # what has been read, by catalog, OID and column
    not_modelled: dict[str, int] = Factory(dict)
    default_collation: int = 100

    def parents_of(self, table: int) -> tuple[Ref, ...]:
        """The tables that a table inherits from or is a partition of."""
        return tuple(self.relations[parent] for parent in self.parents.get(table, ()))

    def comment(self, catalog: str, oid: int, part: int = 0) -> str | None:
        return self.comments.get((catalog, oid, part))

    def fits(self, input_type: int, type_oid: int) -> bool:
        """Whether a default operator class for one type is the default for a column of another."""
        if input_type == type_oid:
            return True
        kind, base = self.type_kinds.get(type_oid, ("", 0))
        if kind == "d":
            return self.fits(input_type, base)
        return input_type == _ANY.get(kind) or (input_type, type_oid) in ((_TEXT, _VARCHAR), (_INET, _CIDR))

    def count(self, what: str, number: int = 1) -> None:
        """Note objects that are found and not modelled."""
        self.not_modelled[what] = self.not_modelled.get(what, 0) + number


@cache
def make_type(name: str, ref: Ref | None, array: bool) -> Type:  # noqa: FBT001
    """One instance for equal types, so that comparing two databases compares identities."""
    return Type(name, ref, array)


def pairs(options: list[str] | None, prefix: str = "") -> tuple[tuple[str, str], ...]:
    """Storage parameters as the catalog keeps them, by name."""
    if not options:
        return ()
    return tuple((prefix + key, value) for key, _, value in (option.partition("=") for option in options))


def open_options(options: list[str] | None) -> tuple[tuple[str, str], ...]:
    """The options of something foreign that hold no password."""
    return tuple(pair for pair in pairs(options) if not secret(pair[0]))


Row = tuple[Any, ...]
