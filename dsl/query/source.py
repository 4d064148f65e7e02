"""What a query reads from besides tables: aliases, subqueries and the queries of WITH. They look like tables."""

import enum
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from attrs import evolve

from mizzle.dsl.column import Column, Spec
from mizzle.dsl.context import Context
from mizzle.dsl.data_type import DataType
from mizzle.dsl.place import here
from mizzle.dsl.query.expression import Expression
from mizzle.dsl.table import Table, TableConfig, table_of
from mizzle.dsl.types.arrays import array_values
from mizzle.model.errors import DeclarationError, DocumentError
from mizzle.model.names import checked
from mizzle.model.query import Columns, Cte, Field, Nested, Shape
from mizzle.model.ref import Ref

if TYPE_CHECKING:
    from mizzle.dsl.query.typed import P

KEPT = 256  # so many of a table: programs have few, and what draws them at random must not fill the memory
UNKNOWN = DataType("unknown")  # what the server alone knows: values go as psycopg sends them


def source_of(given: Any) -> Any:
    """The table behind a class of the class form, or a view; anything else as it is."""
    if isinstance(given, (Table, type)) or not hasattr(given, "_as_table"):
        return table_of(given)
    return given._as_table()


class Alias(Table):
    """A table, or what stands in the place of one, under another name, for joins with itself."""

    __slots__ = ("_alias", "_inner")
    _alias: str

    def __init__(self, inner: Table, name: str) -> None:
        columns: dict[str, Column[Any]] = {}
        super().__init__(evolve(inner._config, columns=columns))
        self._alias = name
        self._inner = inner
        self._row = inner._row
        for key, column in inner._config.columns.items():
            columns[key] = Column(column._spec._replace(table=self))

    # What is behind it is asked when it is written: a recursive query is made after the aliases inside it.
    @property
    def _cte(self) -> Any:
        return self._inner._cte

    @property
    def _query(self) -> Any:
        return self._inner._query

    @property
    def _body(self) -> Any:
        return self._inner._body

    @property
    def _typed(self) -> Any:
        return getattr(self._inner, "_typed", False)

    def __repr__(self) -> str:
        return f"<alias {self._alias} of {self._config.name}>"


@overload
def alias(table: "type[P]", name: str) -> "type[P]": ...
@overload
def alias(table: Any, name: str) -> Any: ...
def alias(table: Any, name: str) -> Any:
    """The table, or the query in the place of one, under another name. Raises DeclarationError for what is none of these."""
    table = source_of(table)
    if not isinstance(table, Table):
        raise DeclarationError(f"{here()}: alias() takes a table, not {table!r}")
    return Alias(table, checked(name, "alias"))


class Derived(Table):
    """A query in the place of a table. Its columns are the query's results."""

    __slots__ = ("_alias", "_cte", "_query")
    _alias: str

    def __init__(self, query: Any, name: str, shape: Shape, cte: Cte | None = None) -> None:
        columns: dict[str, Column[Any]] = {}
        super().__init__(TableConfig(name, None, columns, origin=here()))
        self._alias = name
        self._query = query
        self._cte = cte
        for key, part in shape.parts.items():
            if isinstance(part, Shape):
                raise DeclarationError(
                    f"{here()}: the query {name!r} has nested results ({key}); select columns by name to use it as a table"
                )
            columns[key] = Column(_spec(part)._replace(name=key, key=key, table=self))

    def __repr__(self) -> str:
        return f"<query {self._alias}>"

    def _ref(self, context: Context) -> Ref:  # noqa: ARG002
        return Ref("table", "", self._alias)


def _spec(field: Field | Nested) -> Spec:
    inner = getattr(field.expression, "inner", field.expression)
    if isinstance(inner, Column):
        return Spec(inner._spec.type, python=inner._spec.python)
    return Spec(UNKNOWN, python=_Read(field.read) if isinstance(field, Field) and field.read else None)


class _Read(NamedTuple):
    """What stands for the Python type of a column that only the server knows the type of: what reads its values."""

    read: Any


class Excluded(Alias):
    """The row that an insert could not put in: what ON CONFLICT calls excluded."""

    __slots__ = ()


class Stand(Alias):
    """A table under a name of the query's own: columns of the table itself mean it where the table is not in the query."""

    __slots__ = ("_stands",)

    def __init__(self, inner: Table, name: str) -> None:
        super().__init__(inner, name)
        self._stands = inner


@overload
def excluded(table: "type[P]") -> "type[P]": ...
@overload
def excluded(table: Any) -> Any: ...
def excluded(table: Any) -> Any:
    """The row that was to be inserted, for on_conflict_do_update(set={"n": excluded(t).n})."""
    return Excluded(source_of(table), "excluded")


def shape_of(fields: Any) -> Shape:
    """The shape of what select() is given: a mapping, or columns, tables and expressions in a row."""
    if isinstance(fields, Mapping):
        return Shape({_key(key): _part(item) for key, item in fields.items()})
    for item in fields:
        if type(item) is not Column or item._spec.table is None:
            return _mixed(fields)
    return _columns(tuple(fields)) if fields else Shape({})


def _columns(fields: tuple[Column[Any], ...]) -> Shape:
    """Columns alone: the shape is kept on the table of the first, since queries ask for the same ones again and again."""
    shapes = fields[0]._spec.table._shapes  # type: ignore[union-attr]
    found: Columns | None = shapes.get(fields)
    if found is None:
        found = Columns(_mixed(fields).parts)
        found.tables = tuple(dict.fromkeys(column._spec.table for column in fields))
        if len(shapes) > KEPT:
            shapes.clear()
        shapes[fields] = found
    return found


def _mixed(fields: Iterable[Any]) -> Shape:
    parts: dict[str, Field | Shape] = {}
    for place, item in enumerate(fields):
        if type(item) is Column:
            name, part = item._spec.key or item._spec.name or "", item._field or column_field(item)
        else:
            name, part = _named(item, place), _part(item)
        parts[name if name not in parts else f"{name}_{place + 1}"] = part
    return Shape(parts)


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise DeclarationError(f"{here()}: the results of a query are named by strings, not {key!r}")
    return checked(key, "result")


def _named(item: Any, place: int) -> str:
    item = source_of(item)
    node = getattr(item, "_node", None)
    if node == "column":
        return str(item._spec.key or item._spec.name)
    if node == "aliased":
        return str(item.name)
    if node == "table":
        return str(item._alias or item._config.name)
    return f"column_{place + 1}"


def _part(item: Any) -> Field | Shape:
    item = source_of(item)
    node = getattr(item, "_node", None)
    if node == "column":
        return column_field(item)
    if node == "table":
        return table_shape(item)
    if isinstance(item, Mapping):
        return shape_of(item)
    if node in ("parts", "query", "aliased"):
        return Field(item, read_of(getattr(item, "inner", item)))
    raise DeclarationError(
        f"{here()}: a result of a query is a column, a table or an expression, not {type(item).__name__}"
    )


def read_of(item: Any) -> Any:
    """What reads the value of an expression, or the one value of a query."""
    if item._node != "query":
        return getattr(item, "read", None)
    found = next(iter(item._results("query of one value").parts.values()))
    return found.read if isinstance(found, Field) else None


def column_field(column: Column[Any]) -> Field:
    """The column as a result, made once."""
    made = column._field = Field(column, reader(column))
    return made


def table_shape(table: Table, *, optional: bool = False) -> Shape:
    """All columns of a table."""
    return Shape(
        {key: column._field or column_field(column) for key, column in table._config.columns.items()},
        optional,
        table._row,
    )


def reader(column: Column[Any]) -> Any:
    """What makes the value that the column promises of the one that psycopg reads; None where it is that."""
    spec = column._spec
    one = _one(spec)
    if not spec.type.dimensions:
        return one
    # psycopg knows the arrays of PostgreSQL's own types; those of declared types and of extensions come as their text.
    if spec.type.declared or spec.type.extension:
        return elements(one or _plain(spec.type.base), spec.type.delimiter)
    return one and _elements(one)


def _one(spec: Spec) -> Any:
    """The same for one value, be it an element of an array."""
    python = spec.python
    if isinstance(python, _Read):
        return python.read
    name = spec.type.name.split("(")[0]
    if spec.type.extension == "vector" and name in ("vector", "halfvec"):
        return _floats
    if spec.structured:
        return _structured(spec)
    if not isinstance(python, type):
        return None
    if issubclass(python, enum.Enum):
        return _member(python)
    if python in (str, float, int) and name in ("numeric", "bigint", "date"):
        return python
    return python if python is str and name.startswith("timestamp") else None


def _structured(spec: Spec) -> Any:
    """What reads a document as an object of the user's. It loads cattrs or pydantic when the first is read."""
    where = f"{spec.table._config.name}." if spec.table is not None else ""

    def read(document: Any) -> Any:
        from mizzle.dsl.structure import reading

        try:
            return reading(spec.python)(document)
        except DocumentError as error:
            kind = getattr(spec.python, "__name__", spec.python)
            raise DocumentError(
                f"a document of {where}{spec.name or spec.key} ({spec.type}) is no {kind}: {error}"
            ) from None

    return read


def _member(members: Any) -> Any:
    by_label = {member.value if isinstance(member.value, str) else member.name: member for member in members}
    return by_label.__getitem__


def _floats(value: Any) -> Any:
    """The numbers of a vector; another type where pgvector's own adapters are registered."""
    return [float(number) for number in value[1:-1].split(",")] if isinstance(value, str) else value


def _plain(base: DataType | None) -> Any:
    """What reads an element of an array of a domain."""
    name = "" if base is None else base.name.split("(")[0]
    readers = {
        "smallint": int,
        "integer": int,
        "bigint": int,
        "numeric": Decimal,
        "double precision": float,
        "real": float,
    }
    return (lambda text: text == "t") if name == "boolean" else readers.get(name)


def _elements(one: Any) -> Any:
    def read(values: Any) -> Any:
        return [None if value is None else read(value) if isinstance(value, list) else one(value) for value in values]

    return read


def elements(one: Any, delimiter: str = ",") -> Any:
    """What makes the values of an array: psycopg reads it as a list, or as its text where it does not know the type."""
    read = _elements(one) if one else None

    def parse(values: Any) -> Any:
        found = array_values(values, delimiter) if isinstance(values, str) else values
        return read(found) if read else found

    return parse


def exists(query: Any) -> Expression[bool]:
    """EXISTS (query)."""
    return Expression(("EXISTS ", query), atomic=True)


def not_exists(query: Any) -> Expression[bool]:
    """NOT EXISTS (query)."""
    return Expression(("NOT EXISTS ", query))
