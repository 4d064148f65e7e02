"""mizzle.push, mizzle.plan and mizzle.diff: what the commands do, from Python."""

import subprocess
import sys
from types import ModuleType

import psycopg
import pytest

import mizzle
from mizzle import (
    Answers,
    ConsentMissing,
    MizzleError,
    UnansweredRename,
    diff,
    integer,
    pg_schema,
    pg_table,
    plan,
    push,
    text,
)

app = pg_schema("app")
first = app.table("t", {"id": integer(), "nick": text(), "age": integer()})
second = app.table("t", {"id": integer(), "nickname": text()})


def state(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        query = (
            "SELECT attname FROM pg_attribute WHERE attrelid = 'app.t'::regclass AND attnum > 0 AND NOT attisdropped"
        )
        return [row[0] for row in connection.execute(query)]


def test_push_takes_a_list_a_mapping_or_a_module(database: str) -> None:
    module = ModuleType("schema")
    module.app, module.t = app, first  # type: ignore[attr-defined]

    done = push([app, first], database)

    assert done.statements[0].text == 'CREATE SCHEMA "app"'
    assert not push({"app": app, "t": first}, database)
    assert not push(module, database)


def test_a_plan_tells_what_a_push_would_do_and_changes_nothing(database: str) -> None:
    push([app, first], database)
    answers = Answers({"app.t.nick": "nickname"})

    made = plan([app, second], database, answers=answers)

    assert [statement.text for statement in made.statements] == [
        'ALTER TABLE "app"."t" RENAME COLUMN "nick" TO "nickname"',
        'ALTER TABLE "app"."t" DROP COLUMN "age"',
    ]
    assert [str(finding.consent) for finding in made.findings] == ["drop-column:app.t.age"]
    assert state(database) == ["id", "nick", "age"]


def test_an_answer_or_a_consent_that_is_missing_is_an_error_that_carries_it(database: str) -> None:
    push([app, first], database)

    with pytest.raises(UnansweredRename) as question:
        push([app, second], database)
    with pytest.raises(ConsentMissing) as loss:
        push([app, second], database, answers=Answers({"app.t.nick": "nickname"}))

    assert [(str(old), str(new), consent) for old, new, consent in question.value.questions] == [
        ("app.t.nick", "app.t.nickname", "drop-column:app.t.nick")
    ]
    assert [str(finding.consent) for finding in loss.value.findings] == ["drop-column:app.t.age"]
    assert state(database) == ["id", "nick", "age"]


def test_ask_and_before_are_called_with_the_plan(database: str) -> None:
    push([app, first], database)
    seen: list[object] = []

    def before(made: object) -> None:
        seen.append(made)

    answers = Answers({"app.t.nick": "nickname"})
    with pytest.raises(ConsentMissing):
        push([app, second], database, answers=answers, ask=lambda _: False)
    done = push([app, second], database, answers=answers, ask=lambda findings: len(findings) == 1, before=before)

    assert seen == [done]
    assert state(database) == ["id", "nickname"]


def test_a_database_that_changes_after_the_plan_was_shown_is_left_alone(database: str) -> None:
    push([app, first], database)

    def meanwhile(_: object) -> None:
        with psycopg.connect(database, autocommit=True) as other:
            other.execute("ALTER TABLE app.t ADD surprise int")

    with pytest.raises(MizzleError, match="the database has changed since the plan was made"):
        push([app, second], database, answers=Answers(all=True), before=meanwhile)
    assert state(database) == ["id", "nick", "age", "surprise"]


def test_diff_compares_declarations_with_a_database(database: str) -> None:
    push([app, first], database)
    answers = Answers({"app.t.nick": "nickname"})

    there = diff(database, [app, second], answers=answers)

    assert there.script.count("BEGIN;") == 1
    assert [str(finding.consent) for finding in there.unagreed(answers)] == ["drop-column:app.t.age"]
    assert not diff(database, [app, first])
    assert diff(database, [app, first]).script == ""
    assert not diff(database, database, schemas=["app"])


def test_casing_writes_omitted_names(database: str) -> None:
    table = pg_table("t", {"firstName": text()}, schema="app")

    assert '"first_name"' in plan([app, table], database, casing="snake_case").statements[-1].text


def test_declaring_tables_loads_no_driver_parser_or_screen() -> None:
    # Every name that declares; those that go to a server load what they need for it.
    names = [name for name, home in mizzle.HOMES.items() if home.startswith(("mizzle.dsl", "mizzle.declared"))]
    code = (
        f"import sys; from mizzle import {', '.join(names)};"
        "t = pg_table('t', {'id': integer().default(sql('1 + (2)'))}); declare([t]);"
        "print([name for name in ('psycopg', 'sqlglot', 'rich', 'cattrs') if name in sys.modules])"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"
