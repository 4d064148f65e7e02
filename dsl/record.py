"""The class form of a table: its columns are typed attributes, so that type checkers know every row.

    class Users(PgTable, name="users"):
        id = uuid().primary_key().default_random()
        email = text().not_null()

On the class an attribute is the column, on a row its value: `Users.email` is a Column[str], `row.email` a str.

Python's types cannot tell from the columns what an insert must give. A TypedDict tells it: class Users(PgTable[UsersInsert], …),
and then type checkers know what values() takes. It is compared with the columns when the class is made.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, get_args

from mizzle.dsl.column import Column
from mizzle.dsl.place import here
from mizzle.dsl.table import Extras, Table, pg_table
from mizzle.model.errors import DeclarationError

if TYPE_CHECKING:
    import typing_extensions  # of the type checkers themselves: nothing is installed

    class Untold:
        """What an insert takes where no TypedDict tells it."""

    New = typing_extensions.TypeVar("New", default=Untold, covariant=True)  # noqa: PLC0105
else:
    New = TypeVar("New")


class PgTable(Generic[New]):
    """Base of tables in the class form. `name` and the options are those of pg_table().

    A class without a name is a mixin: its columns go to the tables that inherit from it.
    Raises DeclarationError for a name without columns.
    """

    _table: ClassVar[Table | None] = None

    if TYPE_CHECKING:

        @classmethod
        def _told(cls) -> tuple[Self, Self]: ...
        @classmethod
        def _new(cls) -> New: ...

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
        _check_new(cls, table)
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


def _check_new(cls: type, table: Table) -> None:
    """Refuse a TypedDict of new rows that does not say what the columns say."""
    told = next((get_args(base)[0] for base in vars(cls).get("__orig_bases__", ()) if get_args(base)), None)
    keys = getattr(told, "__annotations__", None)
    if told is None or keys is None or not hasattr(told, "__required_keys__"):
        return
    from mizzle.dsl.models import needed, writable

    columns = table._config.columns
    strange = [key for key in keys if key not in columns or not writable(columns[key])]
    missing = [key for key, column in columns.items() if writable(column) and key not in keys]
    wrong = [key for key in keys if not strange and (key in told.__required_keys__) != needed(columns[key])]
    if any(isinstance(each, str) or hasattr(each, "__forward_arg__") for each in keys.values()):
        wrong = []  # Required and NotRequired cannot be seen in annotations that are text
    for names, what in (
        (strange, "tells of {}, which no insert can give"),
        (missing, "does not tell of {}"),
        (wrong, "is wrong on whether {} must be given"),
    ):
        if names:
            raise DeclarationError(
                f"{here()}: {told.__name__}, the new rows of table {table._config.name}, {what.format(', '.join(names))}"
            )
