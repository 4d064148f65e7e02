"""The class form of a table: its columns are typed attributes, so that type checkers know every row.

    class Users(PgTable, name="users"):
        id = uuid().primary_key().default_random()
        email = text().not_null()

On the class an attribute is the column, on a row its value: `Users.email` is a Column[str], `row.email` a str.

Python's types cannot tell from the columns what an insert must give. A TypedDict tells it: class Users(PgTable[UsersNew], …),
and then type checkers know what values() takes; a second one, PgTable[UsersNew, UsersChanged], what set() of an update takes.
They are compared with the columns when the class is made.
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
        """What an insert or update takes where no TypedDict tells it."""

    New = typing_extensions.TypeVar("New", default=Untold, covariant=True)  # noqa: PLC0105
    Changed = typing_extensions.TypeVar("Changed", default=Untold, covariant=True)  # noqa: PLC0105
else:
    New = TypeVar("New")
    Changed = TypeVar("Changed")


class PgTable(Generic[New, Changed]):
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
        @classmethod
        def _changed(cls) -> Changed: ...
    else:

        def __class_getitem__(cls, told: Any) -> Any:
            told = told if isinstance(told, tuple) else (told,)
            return super().__class_getitem__((*told, Any)[:2] if len(told) == 1 else told)

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
        for told, changed in zip(_told(cls), (False, True), strict=False):
            _check_told(told, table, changed=changed)
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


def _told(cls: type) -> tuple[Any, ...]:
    """The TypedDicts of new rows and of changes."""
    return next((get_args(base) for base in vars(cls).get("__orig_bases__", ()) if get_args(base)), ())


def _check_told(told: Any, table: Table, *, changed: bool) -> None:
    """Refuse a TypedDict of new rows or of changes that does not say what the columns say."""
    keys = getattr(told, "__annotations__", None)
    if keys is None or not hasattr(told, "__required_keys__"):
        return
    from mizzle.dsl.models import needed, writable

    columns = table._config.columns
    strange = [key for key in keys if key not in columns or not writable(columns[key])]
    missing = [key for key, column in columns.items() if writable(column) and key not in keys and not changed]
    wrong = [
        key for key in keys if not strange and (key in told.__required_keys__) != (not changed and needed(columns[key]))
    ]
    if any(isinstance(each, str) or hasattr(each, "__forward_arg__") for each in keys.values()) and not (
        changed and told.__total__
    ):
        wrong = []  # Required and NotRequired cannot be seen in annotations that are text
    rows, word = ("changes", "update") if changed else ("new rows", "insert")
    for names, what in (
        (strange, f"tells of {{}}, which no {word} can give"),
        (missing, "does not tell of {}"),
        (
            wrong,
            "must be of total=False: no change has to give {}" if changed else "is wrong on whether {} must be given",
        ),
    ):
        if names:
            raise DeclarationError(
                f"{here()}: {told.__name__}, the {rows} of table {table._config.name}, {what.format(', '.join(names))}"
            )
