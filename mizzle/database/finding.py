"""db.query.users.find_many(): rows with the rows that belong to them, by one statement."""

from typing import Any

from mizzle.dsl.query.relations import Relations, find
from mizzle.dsl.query.select import Select


class Queries:
    """The tables of the relations, as attributes."""

    def __init__(self, db: Any, relations: Relations) -> None:
        self._db = db
        self._relations = relations

    def __getattr__(self, key: str) -> "Finding":
        self._relations.table(key)
        return Finding(self._db, self._relations, key)


class Finding:
    """The queries of one table, with these options.

    with_      the relations to read: a name, a list of names, or a dict of name → True or options as these
    where      an expression, a function of the table, or a dict: {"age": {"gt": 17}, "posts": {"title": "one"}, "NOT": {…}}
    order_by   keys, or {"name": "desc"}
    columns    those that are wanted, or {"secret": False}; all without it
    extras     further results by name
    limit, offset

    Columns of the table in expressions mean it at the level where they stand. Raises DeclarationError for what is not there.
    """

    def __init__(self, db: Any, relations: Relations, key: str) -> None:
        self._db = db
        self._relations = relations
        self._key = key

    def find(self, **options: Any) -> Select[Any]:
        """The query that find_many() runs, for to_sql(), explain(), stream() and placeholders."""
        return find(self._relations, self._key, options, self._db)

    def find_many(self, **options: Any) -> Any:
        """All rows; on an AsyncDatabase awaited."""
        return self._db.all(self.find(**options))

    def find_first(self, **options: Any) -> Any:
        """The first row, or None; on an AsyncDatabase awaited."""
        return self._db.first(self.find(**{**options, "limit": 1}))
