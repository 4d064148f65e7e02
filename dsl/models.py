"""insert_model(), update_model() and select_model(): classes of a table's rows that check their values, for attrs and pydantic."""

import re
from collections.abc import Callable, Mapping
from keyword import iskeyword
from typing import Annotated, Any, Literal

from mizzle.dsl.column import Column
from mizzle.dsl.place import here
from mizzle.dsl.python_type import held, python_type, required
from mizzle.dsl.query.source import source_of
from mizzle.dsl.table import Table
from mizzle.model.errors import DeclarationError

By = Literal["attrs", "pydantic"]


class Unset:
    """The value of a column that an object does not say: an insert leaves it to its default."""

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET: Any = Unset()


def insert_model(table: Any, by: By = "attrs", *, name: str | None = None) -> Any:
    """A class of rows to insert: values() and copy_in() take its objects. Generated columns and identities stay out.

    What is NOT NULL and has no default must be given; what is not given is left to its default. A value that its column
    cannot hold (another type, too long, no label of the enum) is refused when the object is made.
    """
    return _model(table, by, name or "Insert", writable, needed)


def update_model(table: Any, by: By = "attrs", *, name: str | None = None) -> Any:
    """A class of changes for set(): as insert_model(), and nothing must be given."""
    return _model(table, by, name or "Update", writable, lambda _: False)


def select_model(table: Any, by: By = "attrs", *, name: str | None = None) -> Any:
    """A class of rows as they are read: db.all(query, as_=select_model(users))."""
    return _model(table, by, name or "Row", lambda _: True, lambda _: True)


def _filled(column: Column[Any]) -> bool:
    spec = column._spec
    if spec.default is not None or spec.default_factory or spec.on_update or spec.identity or spec.serial:
        return True
    if spec.table is None or spec.key in spec.table._config.own:
        return False
    above = (parent._config.columns.get(spec.key) for parent in spec.table._config.parents)  # whose default it has
    return any(each is not None and each._spec.serial for each in above)


def needed(column: Column[Any]) -> bool:
    """Whether an insert must give the column."""
    return required(column) and not _filled(column)


def writable(column: Column[Any]) -> bool:
    """Whether an insert can give the column."""
    return not column._spec.generated and not (column._spec.identity and column._spec.identity.always)


def _model(
    table: Any, by: str, kind: str, wanted: Callable[[Column[Any]], bool], must: Callable[[Column[Any]], bool]
) -> Any:
    table = source_of(table)
    if not isinstance(table, Table):
        raise DeclarationError(f"{here()}: a model is made of a table, not of {table!r}")
    if by not in ("attrs", "pydantic"):
        raise DeclarationError(f'{here()}: a model is made by "attrs" or "pydantic", not {by!r}')
    names: dict[str, str] = {}
    columns = {key: column for key, column in table._config.columns.items() if wanted(column)}
    for key in columns:
        own = _attribute(key)
        if own in names:
            raise DeclarationError(f"{here()}: the columns {names[own]!r} and {key!r} have one name in Python, {own}")
        names[own] = key
    title = kind if kind not in ("Insert", "Update", "Row") else f"{_title(table._config.name)}{kind}"
    make = _by_attrs if by == "attrs" else _by_pydantic
    made = make(title, {own: columns[key] for own, key in names.items()}, must)
    made.__mizzle_columns__ = names
    return made


def _attribute(key: str) -> str:
    """The key as a name in Python, without an underscore before it, which attrs and pydantic treat as private."""
    word = re.sub(r"\W", "_", key).lstrip("_") or "column"
    word = f"column_{word}" if word[0].isdigit() else word
    return f"{word}_" if iskeyword(word) else word


def _title(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"\W|_", name)) or "Table"


def told(column: Column[Any]) -> str:
    """The column as messages name it: users.age (integer)."""
    spec = column._spec
    table = f"{spec.table._config.name}." if spec.table is not None else ""
    return f"{table}{spec.name or spec.key} ({spec.type})"


def _checker(column: Column[Any]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if value is not UNSET and (wrong := held(value, column)):
            raise ValueError(f"a value of type {type(value).__name__} does not fit {told(column)}: {wrong}")
        return value

    return check


def _by_attrs(title: str, columns: Mapping[str, Column[Any]], must: Callable[[Column[Any]], bool]) -> Any:
    import attrs

    def field(column: Column[Any]) -> Any:
        check = _checker(column)
        return attrs.field(
            default=attrs.NOTHING if must(column) else UNSET,
            validator=lambda _object, _attribute, value: check(value),
            type=python_type(column),
            kw_only=True,
        )

    return attrs.make_class(title, {own: field(column) for own, column in columns.items()}, frozen=True)


def _by_pydantic(title: str, columns: Mapping[str, Column[Any]], must: Callable[[Column[Any]], bool]) -> Any:
    try:
        from pydantic import AfterValidator, ConfigDict, Field, create_model
    except ImportError:
        raise DeclarationError(f"{here()}: this model needs pydantic: pip install pydantic") from None

    fields: dict[str, Any] = {}
    for own, column in columns.items():
        key = column._spec.key
        kind: Any = Annotated[python_type(column), AfterValidator(_checker(column))]
        alias = None if own == key else key
        fields[own] = (kind, Field(alias=alias) if must(column) else Field(default=None, alias=alias))
    config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)
    return create_model(title, __config__=config, **fields)


def row_of(given: Any) -> Mapping[str, Any] | None:
    """An object as a row: what it says, by column; None for what is no row."""
    if isinstance(given, Mapping):
        return given
    kind = type(given)
    names: Mapping[str, str] = getattr(kind, "__mizzle_columns__", {})
    if hasattr(kind, "__pydantic_fields__"):
        said = {name: getattr(given, name) for name in given.model_fields_set}
    elif hasattr(kind, "__attrs_attrs__"):
        said = {field.name: getattr(given, field.name) for field in kind.__attrs_attrs__}
    elif hasattr(kind, "__dataclass_fields__"):
        said = {name: getattr(given, name) for name in kind.__dataclass_fields__}
    elif hasattr(given, "_asdict"):
        said = given._asdict()
    else:
        return None
    return {names.get(name, name): value for name, value in said.items() if value is not UNSET}
