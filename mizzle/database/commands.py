"""What a database does besides queries: refreshing materialized views, calling procedures. Both are written as sql()."""

from typing import Any

from mizzle.dsl.place import here
from mizzle.dsl.query.functions import Function
from mizzle.dsl.query.window import separated
from mizzle.dsl.sql import SQL, Value, mentioned, sql
from mizzle.dsl.view import MaterializedViewDeclaration
from mizzle.errors import UsageError


def refreshing(view: Any, concurrently: bool, with_data: bool) -> SQL:  # noqa: FBT001
    """REFRESH MATERIALIZED VIEW. Raises UsageError for what is none, and for options that exclude each other."""
    if not isinstance(view, MaterializedViewDeclaration):
        raise UsageError(f"refresh_materialized_view() takes what pg_materialized_view() makes, not {view!r}")
    if concurrently and not with_data:
        raise UsageError("a materialized view that is refreshed concurrently keeps its data; leave with_data out")
    words = f"REFRESH MATERIALIZED VIEW {'CONCURRENTLY ' if concurrently else ''}{{}}"
    return sql(words if with_data else f"{words} WITH NO DATA", view)


def calling(procedure: Any, arguments: tuple[Any, ...]) -> SQL:
    """CALL. Raises UsageError for what is no procedure."""
    called = procedure._called() if isinstance(procedure, Function) else procedure
    if not mentioned(called) and not hasattr(called, "_node"):
        raise UsageError(f"call() takes what pg_procedure() makes or func.name, not {procedure!r}")
    given = separated([each if hasattr(each, "_node") else Value(each) for each in arguments])
    return SQL(("CALL ", called, "(", *given, ")"), here())
