"""The class form of a table: its columns are typed attributes, so that type checkers know every row.

    class Users(PgTable, name="users"):
        id = uuid().primary_key().default_random()
        email = text().not_null()

On the class an attribute is the column, on a row its value: `Users.email` is a Column[str], `row.email` a str.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from mizzle.dsl.column import Column
from mizzle.dsl.place import here
from mizzle.dsl.table import Extras, Table, pg_table
from mizzle.model.errors import DeclarationError


class PgTable:
    """Base of tables in the class form. `name` and the options are those of pg_table().

    A class without a name is a mixin: its columns go to the tables that inherit from it.
    Raises DeclarationError for a name without columns.
    """

    _table: ClassVar[Table | None] = None

    def __init_subclass__(
        cls, *, name: str | None = None, extras: Extras | Callable[[Any], Any] = None, **options: Any
    ) -> None:
        super().__init_subclass__()
        if name is None:
            if options or extras is not None:
                raise DeclarationError(f"{here()}: the class {cls.__name__} has options of a table and no name=")
            return
        columns: dict[str, Column[Any]] = {}
        for base in reversed(cls.__mro__):
            for key, value in vars(base).items():
                if isinstance(value, Column):
                    columns[key] = Column(value._spec._replace(table=None))  # a parent's may be in its table already
        if not columns:
            raise DeclarationError(f"{here()}: the class {cls.__name__} has no columns")
        table = pg_table(name, columns, extras, **options)
        table._row = cls
        cls._table = table
        for key, column in table._config.columns.items():
            setattr(cls, key, column)

    def __init__(self) -> None:
        name = type(self).__name__
        raise TypeError(
            f"{name} is a table, and its rows come from queries; insert one with db.insert({name}).values(…)"
        )

    def _asdict(self) -> dict[str, Any]:
        """The row as a dict."""
        raise NotImplementedError  # rows are made of Row, which has it
