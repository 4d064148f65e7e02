"""Renames reach into texts by themselves: nothing that mentions what is renamed is made again."""

from typing import Any

import mizzle
from mizzle import check, index, pg_schema, sql
from mizzle.model.names import literal


def declared(good: str, **facts: Any) -> list[Any]:
    app = pg_schema("app")
    mood = app.enum("mood", [good, "bad"], **facts)
    one = f"{literal(good)}::app.mood"
    several = f"ARRAY[{one}, 'bad'::app.mood]"
    table = app.table(
        "t",
        {"a": mood().default(sql(one)), "b": mood().array().default(sql(several))},
        lambda t: [check("c", sql(f"a <> {one}")), index("i").on(t.b).where(sql(f"a = ANY ({several})"))],
    )
    return [mood, table, app.view("v").as_(sql(f"SELECT a FROM app.t WHERE a = {one}"))]


def test_a_label_gets_another_name_and_nothing_that_mentions_it_is_made_again(database: str) -> None:
    mizzle.push(declared("it's"), database)

    done = mizzle.push(declared("fi'ne", renamed_values={"it's": "fi'ne"}), database)

    assert [statement.text for statement in done.statements] == [
        "ALTER TYPE \"app\".\"mood\" RENAME VALUE 'it''s' TO 'fi''ne'"
    ]
