"""`mizzle lint` and `mizzle explain` as users meet them: each rule detects, and stays silent where there is nothing."""

import json

import pytest

from mizzle.model.stories import STORIES
from tests.mizzle.cli.conftest import Shell

# code → a declaration that it finds, and one that it leaves alone
PRACTICE = {
    "MZ601": (
        (
            "p = app.table('p', {'id': bigint().primary_key()})\n"
            "c = app.table('c', {'id': bigint().primary_key(), 'p': bigint().references(lambda: p.id)})"
        ),
        (
            "p = app.table('p', {'id': bigint().primary_key()})\n"
            "c = app.table('c', {'id': bigint().primary_key(), 'p': bigint().references(lambda: p.id)}, lambda t: [index('i').on(t.p)])"
        ),
    ),
    "MZ602": (
        "t = app.table('t', {'id': bigint().primary_key(), 'at': timestamp()})",
        "t = app.table('t', {'id': bigint().primary_key(), 'at': timestamp(with_timezone=True)})",
    ),
    "MZ603": (
        "t = app.table('t', {'id': bigint().primary_key(), 'p': bigint().not_null().unique().references(lambda: t.id, on_delete='set null')})",
        "t = app.table('t', {'id': bigint().primary_key(), 'p': bigint().unique().references(lambda: t.id, on_delete='set null')})",
    ),
    "MZ604": (
        "t = app.table('t', {'id': bigint().primary_key(), 'a': integer().not_null(), 'b': integer()}, lambda t: [unique('u').on(t.a, t.b)])",
        "t = app.table('t', {'id': bigint().primary_key(), 'a': integer().not_null(), 'b': integer()}, lambda t: [unique('u').on(t.b)])",
    ),
    "MZ605": (
        "t = pg_table('items', {'id': bigint().primary_key()})",
        "t = app.table('items', {'id': bigint().primary_key()})",
    ),
    "MZ607": (
        "t = app.table('t', {'id': bigint().primary_key(), 'v': varchar(length=255)})",
        "t = app.table('t', {'id': bigint().primary_key(), 'v': varchar(length=40)})",
    ),
    "MZ608": (
        "t = app.table('t', {'id': bigint()})",
        "t = app.table('t', {'id': bigint().primary_key()})",
    ),
    "MZ609": (
        "t = app.table('t', {'id': serial().primary_key()})",
        "t = app.table('t', {'id': integer().primary_key()})",
    ),
    "MZ610": (
        "t = app.table('t', {'id': bigint().primary_key(), 'v': json()})",
        "t = app.table('t', {'id': bigint().primary_key(), 'v': jsonb()})",
    ),
    "MZ611": (
        "t = app.table('t', {'id': bigint().primary_key(), 'v': money()})",
        "t = app.table('t', {'id': bigint().primary_key(), 'v': numeric()})",
    ),
    "MZ612": (
        "t = app.table('t', {'id': bigint().primary_key(), 'a': integer()}, lambda t: [index('i').on(t.a), index('j').on(t.a, t.id)])",
        "t = app.table('t', {'id': bigint().primary_key(), 'a': integer()}, lambda t: [index('i').on(t.a), index('j').on(t.id, t.a)])",
    ),
}


@pytest.mark.parametrize("code", PRACTICE)
def test_a_rule_finds_what_it_is_for_and_nothing_else(code: str, shell: Shell) -> None:
    found, silent = PRACTICE[code]
    shell.schema(found)
    told = shell.run("lint", "schema.py", "--json")
    shell.write("silent.py", f"from mizzle import *\napp = pg_schema('app')\n{silent}")
    clean = shell.run("lint", "silent.py", "--json")

    assert (told.code, [one["code"] for one in json.loads(told.out)]) == (2, [code])
    assert (clean.code, json.loads(clean.out)) == (0, [])


def test_rules_of_functions_and_policies_are_asked_of_a_live_database(shell: Shell) -> None:
    fixed = "SET search_path = '' "
    body = "RETURNS int LANGUAGE sql SECURITY DEFINER {}AS 'SELECT 1'"
    shell.sql(
        "CREATE SCHEMA app; CREATE TABLE app.t (id bigint PRIMARY KEY); CREATE POLICY own ON app.t;"
        "CREATE TABLE app.u (id bigint PRIMARY KEY); ALTER TABLE app.u ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON app.u;"
        f"CREATE FUNCTION app.f() {body.format('')}; CREATE FUNCTION app.g() {body.format(fixed)}"
    )

    told = shell.run("lint", shell.url, "--json")

    assert [(one["code"], one["object"]) for one in json.loads(told.out)] == [
        ("MZ606", "function app.f()"),
        ("MZ613", "table app.t"),
    ]


BASE = """\
CREATE TABLE posts (id bigint PRIMARY KEY, a int, b text);
"""
FILE = """\
-- a comment
CREATE TABLE fresh (id int);
CREATE INDEX fresh_i ON fresh (id);
ALTER TABLE posts ADD COLUMN r uuid DEFAULT gen_random_uuid();
ALTER TABLE posts ADD COLUMN n int DEFAULT 5 NOT NULL;
CREATE INDEX posts_a ON posts (a);
ALTER TABLE posts ALTER COLUMN a SET NOT NULL;
ALTER TABLE posts RENAME COLUMN a TO c;
ALTER TABLE posts DROP COLUMN b;
CREATE INDEX CONCURRENTLY posts_n ON posts (n);
ALTER TABLE nowhere ADD x int;
"""


def test_statements_of_a_file_are_judged_by_what_they_do(shell: Shell) -> None:
    shell.write("base.sql", BASE)
    shell.write("m.sql", FILE)

    told = shell.run("lint", "m.sql", "--base", "base.sql", "--scratch", shell.url)

    assert told.code == 2
    assert told.out.splitlines() == [
        "m.sql:4: MZ201 the table is rewritten: table public.posts",
        "m.sql:6: MZ203 an index build locks writes: index public.posts_a",
        "m.sql:7: MZ202 the table is scanned while nobody may read or write: table public.posts",
        "m.sql:7: MZ301 a column becomes NOT NULL: column public.posts.a",
        "m.sql:7: MZ403 old clients can no longer write: column public.posts.a",
        "m.sql:8: MZ401 a name changes: column public.posts.a",
        "m.sql:9: MZ102 a column is dropped: column public.posts.b",
        "m.sql:10: MZ211 waits for every transaction that is older: CREATE INDEX CONCURRENTLY posts_n ON posts (n)",
        'm.sql:11: MZ699 a statement that cannot be judged: ALTER TABLE nowhere ADD x int (relation "nowhere" does not exist)',
    ]


def test_rules_are_switched_in_the_settings_and_on_the_command_line(shell: Shell) -> None:
    shell.schema("t = app.table('t', {'id': serial(), 'v': varchar(length=255), 'at': timestamp()})")
    shell.write("pyproject.toml", "[tool.mizzle]\nschema = 'schema.py'\nlint = {ignore = ['MZ608'], select = ['MZ6']}")

    def codes(*arguments: str) -> list[str]:
        return [one["code"] for one in json.loads(shell.run("lint", *arguments, "--json").out)]

    assert codes() == ["MZ602", "MZ607"]
    assert codes("--ignore", "mz607") == ["MZ602"]
    assert codes("--select", "MZ607", "--select", "MZ608") == ["MZ607"]
    assert "there is no lint rule MZ7" in shell.run("lint", "--select", "MZ7").err
    shell.write("pyproject.toml", "[tool.mizzle]\nlint = ['MZ608']")
    assert "lint in [tool.mizzle] is" in shell.run("lint", "schema.py").err


def test_github_shows_what_is_found_beside_the_line(shell: Shell) -> None:
    shell.schema("t = app.table('t', {'id': bigint().primary_key(), 'at': timestamp()})")

    told = shell.run("lint", "schema.py", "--format", "github")

    assert told.out == (
        "::warning file=schema.py,line=4,title=MZ602::a timestamp without a time zone: column app.t.at. "
        "timestamp(with_timezone=True).\n"
    )


def test_the_hazards_of_a_plan_are_linted_too(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id bigint PRIMARY KEY, v int)")
    shell.schema("t = app.table('t', {'id': bigint().primary_key(), 'v': bigint()})")
    shell.write("plan.json", shell.push("--dry-run", "--json").out)

    told = shell.run("lint", "plan.json", "--select", "MZ201")

    assert (told.code, told.out) == (2, "plan.json: MZ201 the table is rewritten: app.t\n")
    shell.write("plan.json", "{}")
    assert "plan.json is no plan" in shell.run("lint", "plan.json").err


def test_the_push_of_a_rewrite_says_so_before_the_statement(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id bigint PRIMARY KEY, v int)")
    shell.sql("INSERT INTO app.t SELECT n, n FROM generate_series(1, 1000) n; ANALYZE app.t")
    shell.schema("t = app.table('t', {'id': bigint().primary_key(), 'v': bigint()})")

    told = shell.push("--dry-run").out

    assert "-- locks app.t ACCESS EXCLUSIVE\n" in told
    assert "-- MZ201 the table is rewritten: app.t, about 1,000 rows, " in told
    assert "mizzle explain MZ201" in told


def test_each_code_has_its_story(shell: Shell) -> None:
    listed = shell.run("explain").out

    assert [line.split()[0] for line in listed.splitlines()] == list(STORIES)
    told = shell.run("explain", "mz203")
    assert told.out.startswith("MZ203  an index build locks writes\n\nWhy:    CREATE INDEX holds SHARE")
    assert "Safer:  CREATE INDEX CONCURRENTLY" in told.out
    assert json.loads(shell.run("explain", "MZ203", "--json").out)["title"] == "an index build locks writes"
    unknown = shell.run("explain", "MZ299")
    assert (unknown.code, unknown.err.split(";")[0]) == (1, "error: there is no MZ299")
