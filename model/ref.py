"""Which object is meant: the key of a schema and the way objects mention each other."""

import re
from typing import NamedTuple

from mizzle.model.names import plain

# The kinds whose objects share a name and are told apart by their arguments, or by the access method: these are part of
# the ref's name.
SIGNED = frozenset({"function", "aggregate", "operator", "operator_class", "operator_family"})
# Those of which a call may mean another one of the same name.
CALLED = frozenset({"function", "aggregate"})
_BARE = re.compile(r'"((?:[^"]|"")+)"\(|([^"(]+)\(')


def signed(name: str, types: str) -> str:
    """The name of the ref of a function with these types of arguments: `total(integer, app.status)`."""
    return f"{plain(name)}({types})"


class Ref(NamedTuple):
    """The identity of an object: its kind, its namespace, its name and, inside a table, the name of the part.

    A tuple and not an attrs class, since comparing two databases hashes some hundred thousand of them.

    kind    "table", "column", … as the modules of this package are called. Two kinds have no module: "type" means
            any object that is a type, "relation" any that shares a namespace's names of tables.
    schema  the namespace; empty for what stands outside namespaces (namespaces, extensions)
    name    the object's own name, or its table's
    part    a column's or constraint's name inside the table

    A function's name holds the types of its arguments: `total(integer)`; `own` is the bare name.
    """

    kind: str
    schema: str
    name: str
    part: str = ""

    def __str__(self) -> str:
        name = self.name if self.kind in SIGNED else plain(self.name)
        return ".".join(
            word for word in (self.schema and plain(self.schema), name, self.part and plain(self.part)) if word
        )

    @property
    def table(self) -> "Ref":
        """The table that this part stands in."""
        return Ref("table", self.schema, self.name)

    def column(self, name: str) -> "Ref":
        """The column of that name in this table."""
        return Ref("column", self.schema, self.name, name)

    @property
    def own(self) -> str:
        """The object's own name: the part's where it is one, a function's without its arguments."""
        if self.part or self.kind not in SIGNED:
            return self.part or self.name
        found = _BARE.match(self.name)
        return (found[1].replace('""', '"') if found[1] else found[2]) if found else self.name

    def overloads(self, other: "Ref") -> bool:
        """Whether SQL says the same name for both, so that one may be taken for the other while both are there."""
        return self.schema == other.schema and self.own == other.own and self.kind in CALLED and other.kind in CALLED

    def called(self, name: str) -> "Ref":
        """The ref of the object under another name of its own."""
        if self.part:
            return self._replace(part=name)
        if self.kind in SIGNED and (found := _BARE.match(self.name)):
            return self._replace(name=signed(name, self.name[found.end() :])[:-1])
        return self._replace(name=name)
