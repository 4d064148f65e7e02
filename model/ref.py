"""Which object is meant: the key of a schema and the way objects mention each other."""

from typing import NamedTuple

from mizzle.model.names import plain


class Ref(NamedTuple):
    """The identity of an object: its kind, its namespace, its name and, inside a table, the name of the part.

    A tuple and not an attrs class, since comparing two databases hashes some hundred thousand of them.

    kind    "table", "column", … as the modules of this package are called. Two kinds have no module: "type" means
            any object that is a type, "relation" any that shares a namespace's names of tables.
    schema  the namespace; empty for what stands outside namespaces (namespaces, extensions)
    name    the object's own name, or its table's
    part    a column's or constraint's name inside the table
    """

    kind: str
    schema: str
    name: str
    part: str = ""

    def __str__(self) -> str:
        return ".".join(plain(word) for word in (self.schema, self.name, self.part) if word)

    @property
    def table(self) -> "Ref":
        """The table that this part stands in."""
        return Ref("table", self.schema, self.name)

    def column(self, name: str) -> "Ref":
        """The column of that name in this table."""
        return Ref("column", self.schema, self.name, name)

    @property
    def own(self) -> str:
        """The object's own name: the part's where it is one."""
        return self.part or self.name
