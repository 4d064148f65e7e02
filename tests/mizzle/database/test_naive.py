"""Drawn queries over drawn tables give what a naive interpreter makes of the same rows."""

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizzle import Database, sql
from tests.laws.test_laws import CALM
from tests.mizzle.database import naive, naive_queries

NAMES = {int: "integer", str: 'text COLLATE "C"', bool: "boolean", Decimal: "numeric"}


@settings(CALM, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_drawn_query_gives_what_its_meaning_gives(filled: str, data: st.DataObject) -> None:
    tables = data.draw(naive.tables())
    drawn = [data.draw(naive_queries.queries(tables)) for _ in range(4)]

    with Database(filled) as db, db.transaction() as tx:
        for table, kinds, rows in tables:
            columns = ", ".join(f"{key} {NAMES[kind]}" for key, kind in kinds.items())
            tx.execute(sql(f"CREATE TABLE {table._config.name} ({columns})"))
            if rows:
                tx.insert(table).values(rows).execute()
        for query, want in drawn:
            text, values = tx.to_sql(query)
            assert [tuple(row) for row in tx.all(query)] == want, (text, values)
        tx.rollback()


def test_the_interpreter_can_tell_a_wrong_answer(db: Database) -> None:
    condition = naive.negated(None), naive.both([None, False], False), naive.both([None, False], True)

    assert condition == (None, False, None)
    seen: list[Any] = []

    @settings(max_examples=30, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(drawn=naive.tables().flatmap(naive_queries.queries))
    def draw(drawn: naive_queries.Drawn) -> None:
        seen.append(bool(drawn.rows))

    draw()
    assert sum(seen) > len(seen) / 8  # enough meanings are more than no rows
