"""merge(): rows of a source change those of a table that they match, and come in where they match none."""

from collections.abc import Mapping
from typing import Any, Generic, Self

from mizzle.dsl.place import here
from mizzle.dsl.query.change import Changing, assignments, described, table_for
from mizzle.dsl.query.expression import Condition
from mizzle.dsl.query.pieces import condition, stored
from mizzle.dsl.query.select import R, _source, both
from mizzle.model.errors import DeclarationError
from mizzle.model.query import MergeAction, MergeFacts


class Merge(Changing[R]):
    """MERGE, of PostgreSQL 15 and later; returning() and when_not_matched_by_source() need 17."""

    __slots__ = ()
    _facts: MergeFacts

    def using(self, source: Any, on: Condition) -> Self:
        """USING a table, query or values, tied to the table by a condition."""
        return self._with(source=_source(source), on=condition(on))

    def when_matched(self, *conditions: Condition) -> "When[R]":
        """What becomes of a row that matches: .when_matched().update({"n": source.n}), .delete() or .do_nothing()."""
        return When(self, "MATCHED", both(None, conditions))

    def when_not_matched(self, *conditions: Condition) -> "When[R]":
        """What becomes of a row of the source without a match: .when_not_matched().insert({"id": source.id})."""
        return When(self, "NOT MATCHED", both(None, conditions))

    def when_not_matched_by_source(self, *conditions: Condition) -> "When[R]":
        """What becomes of a row of the table that the source has no match for: .update(…), .delete() or .do_nothing()."""
        return When(self, "NOT MATCHED BY SOURCE", both(None, conditions))

    def _and(self, action: MergeAction) -> Self:
        return self._with(actions=(*self._facts.actions, action))


class When(Generic[R]):
    """One WHEN of a merge, which waits for what is to be done."""

    __slots__ = ("_condition", "_match", "_merge")

    def __init__(self, merge: Merge[R], match: str, condition: Condition) -> None:
        self._merge = merge
        self._match = match
        self._condition = condition

    def update(self, values: Mapping[str, Any] | None = None, /, **more: Any) -> Merge[R]:
        """UPDATE SET these values by column."""
        set_ = assignments(self._merge._facts.table, {**(values or {}), **more})
        if not set_ or self._match == "NOT MATCHED":
            raise DeclarationError(f"{here()}: update() of a merge sets columns of a row of the table that is there")
        return self._merge._and(MergeAction(self._match, self._condition, "UPDATE", set_))

    def delete(self) -> Merge[R]:
        """DELETE the row of the table."""
        if self._match == "NOT MATCHED":
            raise DeclarationError(f"{here()}: delete() of a merge takes a row of the table that is there")
        return self._merge._and(MergeAction(self._match, self._condition, "DELETE"))

    def insert(self, values: Mapping[str, Any] | None = None, /, *, overriding: str = "", **more: Any) -> Merge[R]:
        """INSERT these values by column; none are a row of defaults. `overriding`: "system" or "user", for identities."""
        if self._match != "NOT MATCHED":
            raise DeclarationError(f"{here()}: insert() of a merge follows when_not_matched()")
        if overriding not in ("", "system", "user"):
            raise DeclarationError(f'{here()}: overriding is "system" or "user", not {overriding!r}')
        columns, [row] = described(self._merge._facts.table, [{**(values or {}), **more}])
        set_ = tuple((column, stored(value, column)) for column, value in zip(columns, row, strict=True))
        return self._merge._and(MergeAction(self._match, self._condition, "INSERT", set_, overriding.upper()))

    def do_nothing(self) -> Merge[R]:
        """DO NOTHING with it."""
        return self._merge._and(MergeAction(self._match, self._condition, "DO NOTHING"))


def merge(table: Any, db: Any = None) -> Merge[Any]:
    """Begin a MERGE."""
    return Merge(MergeFacts(table_for(table, "merge")), db)
