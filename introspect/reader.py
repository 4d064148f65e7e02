"""The pattern of introspect/objects/<kind>.py: one query, rows → facts, facts → object.

Facts are plain tuples. Comparing two databases compares them first and makes model objects only for what differs:
building 29,000 frozen objects a side costs twice as much as everything else. So the kinds that every database has import
their model in load(), which two equal databases never call: making its classes is a tenth of comparing them.
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from mizzle.introspect.names import Names, Row
from mizzle.model.object import Object
from mizzle.model.ref import Ref

Facts = tuple[Any, ...]
Tree = tuple[str, int, int, str]  # catalog, OID, the OID of the table, the expression as pg_node_tree
Key = int | tuple[int, int]
Found = tuple[Key, Ref, Facts]


class Reader:
    """How one kind is read. All namespaces of interest are the query's only parameter, an array of OIDs."""

    catalog: ClassVar[str]  # where pg_depend and pg_description know its objects: "pg_class", "pg_constraint", …

    relkind: ClassVar[str] = ""  # of kinds that are relations: their pg_class.relkinds

    def query(self, version: int) -> str | None:
        """The SQL for this server_version_num; None when other readers' rows are enough."""
        raise NotImplementedError

    def types(self, rows: Iterable[Row]) -> Iterator[tuple[int, int]]:  # noqa: ARG002
        """The types that the rows mention, as pairs of OID and modifier."""
        return iter(())

    def functions(self, rows: Iterable[Row]) -> Iterator[int]:  # noqa: ARG002
        """The functions that the rows mention, by OID."""
        return iter(())

    def trees(self, rows: Iterable[Row]) -> Iterator[Tree]:  # noqa: ARG002
        """The expressions that the rows hold as they are stored; facts() finds their texts in names.texts."""
        return iter(())

    def collations(self, rows: Iterable[Row]) -> Iterator[int]:  # noqa: ARG002
        """The collations that the rows mention by number."""
        return iter(())

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        """The key, ref and facts of each object, in catalog order. The key is its OID; a column's (table, number)."""
        raise NotImplementedError

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        """The model object of these facts."""
        raise NotImplementedError
