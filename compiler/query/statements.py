"""SELECT, set operations, INSERT, UPDATE, DELETE and MERGE, each from its facts."""

from typing import Any

from mizzle.compiler.query.writer import Statements, Writer, leaves
from mizzle.model.errors import DeclarationError
from mizzle.model.names import identifier
from mizzle.model.query import DeleteFacts, InsertFacts, MergeFacts, SelectFacts, SetFacts, UpdateFacts


def _select(w: Writer, facts: SelectFacts, query: Any) -> None:
    shape = query._shape()
    sources = [] if facts.source is None else [facts.source, *(join.source for join in facts.joins)]
    w.enter(sources)
    w.out.append("SELECT ")
    if facts.distinct_on:
        w.out.append("DISTINCT ON (")
        w.listed(facts.distinct_on)
        w.out.append(") ")
    elif facts.distinct:
        w.out.append("DISTINCT ")
    w.fields(shape)
    if facts.source is not None:
        w.out.append(" FROM ")
        w.source(facts.source)
        if facts.sample:
            method, percent, seed = facts.sample
            w.out.append(f" TABLESAMPLE {method} (")
            w.piece(percent)
            w.out.append(")")
            if seed is not None:
                w.out.append(" REPEATABLE (")
                w.piece(seed)
                w.out.append(")")
        w.joins(facts.joins)
    elif facts.joins:
        raise DeclarationError("the query joins tables and has no from_()")
    if facts.where is not None:
        w.clause(" WHERE ", facts.where)
    if facts.group_by:
        w.clauses(" GROUP BY ", facts.group_by)
    if facts.having is not None:
        w.clause(" HAVING ", facts.having)
    for place, (called, described) in enumerate(facts.windows):
        w.out.append(f"{', ' if place else ' WINDOW '}{identifier(called)} AS (")
        w.parts(described)
        w.out.append(")")
    w.clauses(" ORDER BY ", facts.order_by)
    w.limits(facts)
    for lock in facts.locks:
        names = ", ".join(identifier(table._alias or table._config.name) for table in lock.of)
        w.out.append(f" FOR {lock.strength}{f' OF {names}' if names else ''}{' ' if lock.wait else ''}{lock.wait}")


def _set(w: Writer, facts: SetFacts, query: Any) -> None:
    w.query(facts.left)
    w.out.append(f" {facts.word} ")
    w.query(facts.right)
    # Outside of the parts only results can be named: a column of the first part is the result that it gives.
    results = [getattr(field.expression, "inner", field.expression) for _, field in leaves(query._shape())]
    if facts.order_by:
        w.out.append(" ORDER BY ")
        w.listed(facts.order_by, lambda key: _result(w, key, results))
    w.limits(facts)


def _result(w: Writer, key: Any, results: list[Any]) -> None:
    """One key of the order of a set operation."""
    inner, words = key, ""
    while inner._node in ("top", "parts"):
        if inner._node == "top":
            inner = inner.inner
        elif len(inner.parts) == 2 and getattr(inner.parts[0], "_node", None) == "top" and type(inner.parts[1]) is str:
            inner, words = inner.parts[0], inner.parts[1]
        else:
            break
    for place, result in enumerate(results, 1):
        if result is inner:
            w.out.append(f"{place}{words}")
            return
    w.top(key)


def _insert(w: Writer, facts: InsertFacts, query: Any) -> None:
    table = facts.table
    w.enter([table])
    w.out.append("INSERT INTO ")
    w.source(table)
    if facts.columns:
        w.columns(facts.columns)
    if facts.overriding:
        w.out.append(f" OVERRIDING {facts.overriding} VALUE")
    if facts.query is not None:
        w.out.append(" ")
        w.scope = w.scope[1:]
        w.query(facts.query, top=True)
        w.scope = [table, *w.scope]
    elif facts.columns:
        w.out.append(" VALUES ")
        for place, row in enumerate(facts.rows):
            if place:
                w.out.append(", ")
            w.values(row, facts.columns)
    elif facts.rows:
        w.out.append(" DEFAULT VALUES")
    else:
        raise DeclarationError(
            f"the insert into {table._config.name} has no values(); default_values() inserts one row of defaults"
        )
    if facts.conflict:
        conflict = facts.conflict
        w.out.append(" ON CONFLICT")
        if conflict.constraint is not None:
            w.out.append(f" ON CONSTRAINT {identifier(conflict.constraint)}")
        elif conflict.columns:
            w.out.append(" (")
            w.listed(conflict.columns, w.bare)
            w.out.append(")")
            w.clause(" WHERE ", conflict.target_where)
        if conflict.assignments is None:
            w.out.append(" DO NOTHING")
        else:
            w.out.append(" DO UPDATE SET ")
            w.assign(conflict.assignments)
            w.clause(" WHERE ", conflict.where)
    w.returning(query, facts)


def _update(w: Writer, facts: UpdateFacts, query: Any) -> None:
    table = facts.table
    if not facts.assignments:
        raise DeclarationError(f"the update of {table._config.name} sets nothing; say set()")
    _meant(facts, "update", table)
    if facts.joins and facts.source is None:
        raise DeclarationError(f"the update of {table._config.name} joins tables and has no from_()")
    sources = [] if facts.source is None else [facts.source, *(join.source for join in facts.joins)]
    w.enter([table, *sources])
    w.out.append("UPDATE ")
    w.source(table)
    w.out.append(" SET ")
    w.assign(facts.assignments)
    if facts.source is not None:
        w.out.append(" FROM ")
        w.source(facts.source)
        w.joins(facts.joins)
    w.clause(" WHERE ", facts.where)
    w.returning(query, facts)


def _delete(w: Writer, facts: DeleteFacts, query: Any) -> None:
    _meant(facts, "delete", facts.table)
    w.enter([facts.table, *facts.using])
    w.out.append("DELETE FROM ")
    w.source(facts.table)
    if facts.using:
        w.out.append(" USING ")
        w.listed(facts.using, w.source)
    w.clause(" WHERE ", facts.where)
    w.returning(query, facts)


def _merge(w: Writer, facts: MergeFacts, query: Any) -> None:
    table = facts.table
    if facts.source is None:
        raise DeclarationError(f"the merge into {table._config.name} has no source; say using(source, condition)")
    if not facts.actions:
        raise DeclarationError(
            f"the merge into {table._config.name} does nothing; say when_matched() or when_not_matched()"
        )
    w.enter([table, facts.source])
    w.out.append("MERGE INTO ")
    w.source(table)
    w.out.append(" USING ")
    w.source(facts.source)
    w.clause(" ON ", facts.on)
    for action in facts.actions:
        w.out.append(f" WHEN {action.match}")
        w.clause(" AND ", action.condition)
        w.out.append(f" THEN {action.word}")
        if action.word == "UPDATE":
            w.out.append(" SET ")
            w.assign(action.assignments)
        elif action.word == "INSERT" and action.assignments:
            w.columns([column for column, _ in action.assignments])
            if action.overriding:
                w.out.append(f" OVERRIDING {action.overriding} VALUE")
            w.out.append(" VALUES (")
            w.listed([value for _, value in action.assignments])
            w.out.append(")")
        elif action.word == "INSERT":
            w.out.append(" DEFAULT VALUES")
    w.returning(query, facts)


def _meant(facts: Any, word: str, table: Any) -> None:
    if facts.where is None and not facts.every:
        raise DeclarationError(
            f"the {word} of {table._config.name} has no where() and would touch every row; say .all_rows() if that is meant"
        )


STATEMENTS: Statements = {
    SelectFacts: _select,
    SetFacts: _set,
    InsertFacts: _insert,
    UpdateFacts: _update,
    DeleteFacts: _delete,
    MergeFacts: _merge,
}
