"""What a query reads that no table holds: rows of values, and functions that give rows. They look like tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.place import here
from mizzle.dsl.query.expression import Expression
from mizzle.dsl.query.pieces import TypeName, operand
from mizzle.dsl.query.window import separated
from mizzle.dsl.table import Table, TableConfig
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked


class Given(Table):
    """What stands in the place of a table: an expression, and builders that tell its columns.

    `typed`: the server asks for the types beside the names, as it does for functions that return record.
    """

    __slots__ = ("_alias", "_body", "_typed")
    _alias: str

    def __init__(self, name: str, columns: Mapping[str, Column[Any]], body: Any = None, *, typed: bool = False) -> None:
        made: dict[str, Column[Any]] = {}
        super().__init__(TableConfig(checked(name, "source"), None, made, origin=here()))
        self._alias = name
        self._body = body
        self._typed = typed
        if not isinstance(columns, Mapping) or not columns:
            raise DeclarationError(f"{here()}: the columns of {name} are a dict of name → builder, not {columns!r}")
        for key, column in columns.items():
            if getattr(column, "_node", None) != "column":
                raise DeclarationError(f"{here()}: the column {key!r} of {name} is no column builder: {column!r}")
            checked(column._spec.name or key, "column")
            made[key] = Column(column._spec._replace(key=key, table=self))

    def __repr__(self) -> str:
        return f"<rows {self._alias}>"


def values(name: str, columns: Mapping[str, Column[Any]], rows: Iterable[Any]) -> Any:
    """Rows of values as a table: values("v", {"id": integer(), "name": text()}, [(1, "ada"), {"id": 2, "name": "bob"}]).

    Raises DeclarationError for no rows, and for a row that has not the columns.
    """
    made = Given(name, columns)
    order = list(made._config.columns)
    parts: list[Any] = []
    for place, row in enumerate(rows):
        found = list(map(row.get, order)) if isinstance(row, Mapping) else list(row)
        if len(found) != len(order) or (isinstance(row, Mapping) and row.keys() != set(order)):
            raise DeclarationError(
                f"{here()}: row {place + 1} of the values {name} does not have the columns {', '.join(order)}"
            )
        cells = [operand(value, made._config.columns[key]) for key, value in zip(order, found, strict=True)]
        if not place:  # the first row tells the server the types
            cells = [
                Expression(("CAST(", cell, " AS ", TypeName(made._config.columns[key]), ")"), atomic=True)
                for key, cell in zip(order, cells, strict=True)
            ]
        parts.extend([", (" if place else "(VALUES (", *separated(cells), ")"])
    if not parts:
        raise DeclarationError(f"{here()}: the values {name} have no rows")
    made._body = Expression((*parts, ")"), atomic=True)
    return made


def function_table(
    call: Expression[Any], name: str, columns: Mapping[str, Column[Any]], *, ordinality: bool, typed: bool
) -> Any:
    """A function's rows as a table."""
    if ordinality and typed:
        raise DeclarationError(f"{here()}: {name}: a function with a list of typed columns has no ordinality")
    body = Expression((*call.parts, " WITH ORDINALITY"), atomic=True) if ordinality else call
    return Given(name, columns, body, typed=typed)
