"""Full-text search. Values are texts in the syntax of the type; the server sorts and quotes the words itself."""

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType
from mizzle.dsl.types.make import column

TSVECTOR = DataType("tsvector")
TSQUERY = DataType("tsquery")


def tsvector(name: str | None = None) -> Column[str | None]:
    """The words of a document."""
    return column(TSVECTOR, name)


def tsquery(name: str | None = None) -> Column[str | None]:
    """A search condition."""
    return column(TSQUERY, name)
