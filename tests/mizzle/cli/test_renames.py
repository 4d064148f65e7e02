"""Renames are said, not guessed: at a terminal, by options, in a file, or by the declaration."""

import json

import pytest

from tests.mizzle.cli.conftest import CANARY, Shell, at_terminal

BEFORE = f"""CREATE SCHEMA app; CREATE TABLE app.users (id int, nick text, age int);
    INSERT INTO app.users SELECT n, '{CANARY}', n FROM generate_series(1, 3) n"""
WANTED = "users = app.table('users', {'id': integer(), 'nickname': text(), 'age': integer()})"


@pytest.fixture
def users(shell: Shell) -> Shell:
    shell.sql(BEFORE)
    shell.schema(WANTED)
    return shell


def rows(shell: Shell) -> object:
    return shell.rows("SELECT * FROM app.users ORDER BY 1")


def test_without_a_terminal_both_choices_are_told_and_nothing_is_done(users: Shell) -> None:
    before = users.state()

    for told in (users.push(), users.run("diff", users.url, "schema.py")):
        assert (told.code, told.out) == (2, "")
        assert "column app.users.nick is gone and column app.users.nickname is new" in told.err
        assert "renamed: --rename app.users.nick:nickname" in told.err
        assert "another: --allow drop-column:app.users.nick\n" in told.err
        assert CANARY not in told.err
    assert users.state() == before


def test_a_rename_that_is_said_keeps_the_rows(users: Shell) -> None:
    done = users.push("--rename", "app.users.nick:nickname")

    assert (done.code, done.err) == (0, "")
    assert 'ALTER TABLE "app"."users" RENAME COLUMN "nick" TO "nickname";' in done.out
    assert "~ column app.users.nick: renamed to nickname\n" in done.out
    assert rows(users) == [(n, CANARY, n) for n in (1, 2, 3)]
    assert users.push().out == "nothing to do\n"


def test_a_drop_that_is_allowed_is_the_other_answer(users: Shell) -> None:
    assert users.push("--allow", "drop-column:app.users.nick").code == 0
    assert users.rows("SELECT id, nickname FROM app.users ORDER BY 1") == [(n, None) for n in (1, 2, 3)]


def test_allow_all_takes_an_unanswered_rename_as_drop_and_add(users: Shell) -> None:
    assert users.push("--allow-all").code == 0
    assert users.rows("SELECT count(nickname) FROM app.users") == [(0,)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("answers.toml", '[renames]\n"app.users.nick" = "nickname"\n'),
        ("answers.json", '{"renames": {"app.users.nick": "nickname"}, "allowed": []}'),
    ],
)
def test_a_file_answers_a_rename(name: str, text: str, users: Shell) -> None:
    users.write(name, text)

    assert users.push("--answers", name).code == 0
    assert rows(users) == [(n, CANARY, n) for n in (1, 2, 3)]


def test_a_file_gives_consents_and_the_command_line_wins(users: Shell) -> None:
    users.schema("users = app.table('users', {'id': integer(), 'nickname': text()})")
    users.write("answers.toml", 'allowed = ["drop-column:app.users.age"]\n[renames]\n"app.users.nick" = "wrong"')

    done = users.push("--answers", "answers.toml", "--rename", "app.users.nick:nickname")

    assert (done.code, done.err) == (0, "")
    assert users.rows("SELECT count(nickname) FROM app.users") == [(3,)]


def test_answers_that_match_nothing_are_told_and_do_no_harm(users: Shell) -> None:
    done = users.push(
        "--rename", "app.users.nick:nickname", "--rename", "app.users.nock:x", "--allow", "drop-column:app.users.nick"
    )

    assert done.code == 0
    assert done.err == (
        "-- --rename app.users.nock:x matches nothing\n-- --allow drop-column:app.users.nick matches nothing\n"
    )


def test_answers_that_match_nothing_are_told_where_there_is_nothing_to_do(users: Shell) -> None:
    users.push("--rename", "app.users.nick:nickname")

    done = users.push("--rename", "app.users.nick:nickname", "--allow", "drop-column:app.users.age")

    assert (done.code, done.out) == (0, "nothing to do\n")
    assert done.err == (
        "-- --rename app.users.nick:nickname matches nothing\n-- --allow drop-column:app.users.age matches nothing\n"
    )


def test_renamed_from_keeps_the_rows_and_is_harmless_afterwards(users: Shell) -> None:
    users.schema(
        "users = app.table('people', {'id': integer(), 'nickname': text().renamed_from('nick'), 'age': integer()}, "
        "renamed_from='users')"
    )

    done = users.push()

    assert (done.code, done.err) == (0, "")
    assert users.rows("SELECT count(nickname) FROM app.people") == [(3,)]
    assert users.push().out == "nothing to do\n"
    users.sql("CREATE TABLE app.users (id int)")  # the old name again, as something else
    assert "drop-table:app.users" in users.push().err


def test_a_table_and_a_type_are_asked_about_like_a_column(shell: Shell) -> None:
    shell.sql(BEFORE + "; CREATE TYPE app.mood AS ENUM ('ok')")
    shell.schema(
        "people = app.table('people', {'id': integer(), 'nick': text(), 'age': integer()})\nfeeling = app.enum('feeling', ['ok'])"
    )

    asked = shell.push()
    done = shell.push("--rename", "app.users:people", "--rename", "app.mood:feeling")

    assert asked.code == 2
    assert "--rename app.users:people" in asked.err
    assert "--rename app.mood:feeling" in asked.err
    assert (done.code, done.err) == (0, "")
    assert shell.rows("SELECT count(*) FROM app.people") == [(3,)]


def test_a_column_of_another_type_is_no_question(users: Shell) -> None:
    users.schema("users = app.table('users', {'id': integer(), 'nick': text(), 'born': date()})")

    asked = users.push("-q")

    assert asked.code == 2
    assert "rename" not in asked.err
    assert "drops column app.users.age" in asked.err


def test_at_a_terminal_the_one_who_is_asked_says_renamed(users: Shell) -> None:
    told = at_terminal(["push", "schema.py", "--url", users.url], [("your choice", "1\n")])

    assert told.code == 0
    assert "column app.users.nick is gone. What became of it?" in told.out
    assert "1. renamed to nickname\n  2. dropped, and the new one is added\n  3. stop" in told.out
    assert rows(users) == [(n, CANARY, n) for n in (1, 2, 3)]


def test_at_a_terminal_dropped_and_added_is_a_consent_too(users: Shell) -> None:
    told = at_terminal(["push", "schema.py", "--url", users.url], [("your choice", "2\n")])

    assert told.code == 0
    assert users.rows("SELECT count(nickname) FROM app.users") == [(0,)]


def test_at_a_terminal_stop_changes_nothing(users: Shell) -> None:
    before = users.state()

    told = at_terminal(["push", "schema.py", "--url", users.url], [("your choice", "3\n")])

    assert told.code == 2
    assert "renamed: --rename app.users.nick:nickname" in told.out
    assert "Traceback" not in told.out
    assert users.state() == before


def test_ctrl_c_at_a_question_changes_nothing(users: Shell) -> None:
    before = users.state()

    told = at_terminal(["push", "schema.py", "--url", users.url], [("your choice", "\x03")])

    assert told.code == 130
    assert "stopped" in told.out
    assert "Traceback" not in told.out
    assert users.state() == before


def test_at_a_terminal_several_new_columns_are_candidates(users: Shell) -> None:
    users.schema("users = app.table('users', {'id': integer(), 'a': text(), 'b': text(), 'age': integer()})")

    told = at_terminal(["push", "schema.py", "--url", users.url], [("your choice", "2\n")])

    assert "1. renamed to a\n  2. renamed to b\n  3. dropped" in told.out
    assert users.rows("SELECT count(a), count(b) FROM app.users") == [(0, 3)]


@pytest.mark.parametrize(("answer", "code", "left"), [("y\n", 0, 2), ("n\n", 2, 3)])
def test_at_a_terminal_a_loss_is_asked_about(answer: str, code: int, left: int, users: Shell) -> None:
    users.schema("users = app.table('users', {'id': integer(), 'nick': text()})")

    told = at_terminal(
        ["push", "schema.py", "--url", users.url], [("drops column app.users.age. Go on? [y/N]", answer)]
    )

    assert told.code == code
    assert CANARY not in told.out
    assert (
        len(
            users.rows(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'app.users'::regclass AND attnum > 0 AND NOT attisdropped"
            )
        )
        == left
    )


def test_diff_asks_at_a_terminal_too(users: Shell) -> None:
    told = at_terminal(["diff", users.url, "schema.py"], [("your choice", "1\n")])

    assert told.code == 0
    assert 'RENAME COLUMN "nick" TO "nickname"' in told.out


def test_machines_get_the_questions_as_json(users: Shell) -> None:
    for told in (users.push("--json"), users.run("diff", users.url, "schema.py", "--json")):
        assert told.code == 2
        assert json.loads(told.out) == {
            "questions": [
                {
                    "gone": "app.users.nick",
                    "new": "app.users.nickname",
                    "rename": "app.users.nick:nickname",
                    "allow": "drop-column:app.users.nick",
                }
            ]
        }


def test_names_that_a_shell_would_split_are_shown_quoted(shell: Shell) -> None:
    shell.sql("""CREATE SCHEMA app; CREATE TABLE app.t (id int, "it's; a ""name" text)""")
    shell.schema("t = app.table('t', {'id': integer(), 'plain': text()})")

    asked = shell.push()
    words = __import__("shlex").split(asked.err.split("renamed: ")[1].split("\n")[0])

    assert shell.push(*words).code == 0
    assert shell.push().out == "nothing to do\n"


def test_two_tables_swap_names_and_the_same_answer_does_no_harm_afterwards(shell: Shell) -> None:
    shell.sql(
        "CREATE SCHEMA app; CREATE TABLE app.a (x int); CREATE TABLE app.b (y text); INSERT INTO app.a VALUES (1)"
    )
    shell.schema("a = app.table('a', {'y': text()})\nb = app.table('b', {'x': integer()})")
    swap = ("--rename", "app.a:b", "--rename", "app.b:a")

    assert shell.push(*swap).code == 0
    again = shell.push(*swap)

    assert shell.rows("SELECT x FROM app.b") == [(1,)]
    assert (again.code, again.out) == (0, "nothing to do\n")


def test_names_go_round_a_chain_of_renamed_from_and_stay(shell: Shell) -> None:
    shell.sql(
        "CREATE SCHEMA app; CREATE TABLE app.a (x int); CREATE TABLE app.b (y text); INSERT INTO app.a VALUES (1)"
    )
    shell.schema(
        "b = app.table('b', {'x': integer()}, renamed_from='a')\nc = app.table('c', {'y': text()}, renamed_from='b')"
    )

    assert shell.push().code == 0
    assert shell.rows("SELECT x FROM app.b") == [(1,)]
    assert shell.push().out == "nothing to do\n"
