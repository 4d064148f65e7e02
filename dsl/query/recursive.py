"""recursive(): WITH RECURSIVE."""

from typing import Any

from mizzle.dsl.place import here
from mizzle.dsl.query.expression import Expression
from mizzle.dsl.query.select import Rows
from mizzle.dsl.query.source import Derived
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.query import Cte, Field, Shape


def recursive(
    name: str,
    base: Rows[Any],
    step: Any,
    *,
    all: bool = True,
    depth_first: Any = (),
    breadth_first: Any = (),
    search_as: str = "ordering",
    cycle: Any = (),
    cycle_as: tuple[str, str] = ("is_cycle", "path"),
) -> Any:
    """WITH RECURSIVE: `step` is a function of the query itself (as a table) that gives the query of the next rows.

    depth_first, breadth_first  names of results: SEARCH … FIRST BY them. The result `search_as` tells the order
    cycle                       names of results: a row that has the values of one before is the last of its branch (CYCLE).
                                The results `cycle_as` tell whether it is one, and the way to it
    """
    itself = Derived(base, checked(name, "query"), base._results(f"query {name}"))
    query = base.union_all(step(itself)) if all else base.union(step(itself))
    if depth_first and breadth_first:
        raise DeclarationError(f"{here()}: the query {name} goes depth_first or breadth_first, not both ways")
    columns = itself._config.columns
    by = _results_of(depth_first or breadth_first, columns, name)
    search = ("DEPTH" if depth_first else "BREADTH", by, checked(search_as, "result")) if by else None
    again = _results_of(cycle, columns, name)
    mark, path = cycle_as
    made = Cte(
        name,
        query,
        recursive=True,
        search=search,
        cycle=(again, checked(mark, "result"), checked(path, "result")) if again else None,
    )
    itself._cte = made
    if not made.added():
        return itself
    if twice := next((key for key in made.added() if key in columns or made.added().count(key) > 1), None):
        raise DeclarationError(
            f"{here()}: the query {name} has two results named {twice!r}; see search_as= and cycle_as="
        )
    added = {key: Field(Expression(())) for key in made.added()}
    return Derived(base, name, Shape({**base._results(name).parts, **added}), made)


def _results_of(given: Any, columns: Any, name: str) -> tuple[str, ...]:
    names = tuple(given) if isinstance(given, (list, tuple)) else (given,)
    for each in names:
        if each not in columns:
            raise DeclarationError(f"{here()}: the query {name} has no result {each!r}; it has {', '.join(columns)}")
    return names
