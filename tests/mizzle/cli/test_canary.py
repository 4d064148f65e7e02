"""A search for canaries: a password and row values that no command may tell, whatever fails, print, save or record.

The server trusts its socket's folder, so that a URL may hold any password; where nobody listens libpq speaks of the URL itself.
"""

from urllib.parse import quote

import psycopg
import pytest

from tests.mizzle.cli.conftest import CANARY, Shell, Told

PASSWORD = f"ä/{CANARY} p@ss%wörd"
SECRETS = (PASSWORD, quote(PASSWORD, safe=""), f"{CANARY} p", f"{CANARY}%20p")
VALUE = f"value {CANARY}"
INPUT = {"schema.py", "mend.sql", "other.sql", "plug.py", "pyproject.toml"}  # what somebody wrote by hand
BEFORE = f"""
    CREATE SCHEMA app;
    CREATE TABLE app.p (id text PRIMARY KEY);
    CREATE TABLE app.t (id int PRIMARY KEY, a text, b text, c text NOT NULL DEFAULT 'c');
    INSERT INTO app.t SELECT n, '{VALUE}', '{VALUE}' || n FROM generate_series(1, 2) n;
    INSERT INTO app.t VALUES (3, NULL, NULL, 'wide {VALUE}');
    CREATE TABLE app.m (id int, a text) PARTITION BY LIST (a); CREATE TABLE app.m1 (id int, a text);
    INSERT INTO app.m1 VALUES (1, '{VALUE}');"""
SCHEMA = """
    p = app.table('p', {{'id': text().primary_key()}})
    t = app.table('t', {{'id': integer().primary_key(), 'a': {a}, 'b': {b}, 'c': {c}}}, lambda t: [{more}])
    m = app.table('m', {{'id': integer(), 'a': text()}}, partition_by=list_('a'))
    m1 = {m1}
"""
SAME = {
    "a": "text()",
    "b": "text()",
    "c": "text().not_null().default('c')",
    "more": "",
    "m1": "app.table('m1', {'id': integer(), 'a': text()})",
}
# Declarations that the rows refuse, one way or another.
WRONG = (
    {"more": "unique().on(t.a)"},
    {"more": "unique_index('u').on(sql('lower({})', t.a))"},
    {"more": "check('k', sql(\"{} = 'x'\", t.b))"},
    {"more": "exclude('e').using('btree').on((t.a, '='))"},
    {"a": "text().references(lambda: p.id)"},
    {"a": "text().not_null()"},
    {"a": "integer()"},
    {"b": "varchar(length=3)"},
    {"b": "uuid()"},
    {"c": "char(length=2).not_null()"},
    {"m1": "partition_of(m, 'm1', for_values=in_values('x'))"},
)
PLUGIN = """
from mizzle import integer, pg_schema, pg_table, text, unique
from mizzle.plugins import Plugin
plugin = Plugin(name="plug", schema=[pg_table("t", {"id": integer().primary_key(), "a": text()%s}, lambda t: [%s])])
"""


def addressed(url: str) -> tuple[str, str]:
    """The database with the password, and a place where nobody listens, with it too."""
    given = psycopg.conninfo.conninfo_to_dict(url)
    own = f"postgresql://postgres:{quote(PASSWORD, safe='')}@/{given['dbname']}?host={quote(str(given['host']), safe='')}&port={given['port']}"
    return own, f"postgresql://u:{quote(PASSWORD, safe='')}@127.0.0.1:1/db"


def searched(shell: Shell, told: Told, words: tuple[str, ...]) -> None:
    found = [secret for secret in (*SECRETS, CANARY) if secret in told.both]
    assert not found, (words, told.both)


def test_no_command_tells_a_password_or_a_value(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    url, nobody = addressed(shell.url)
    monkeypatch.syspath_prepend(str(shell.folder))
    codes: list[int] = []

    def run(*words: str) -> Told:
        told = shell.run(*words)
        searched(shell, told, words)
        codes.append(told.code)
        return told

    def declare(**other: str) -> None:
        shell.schema(SCHEMA.format(**{**SAME, **other}))

    shell.sql(BEFORE)
    declare()
    assert run("push", "schema.py", "--url", url, "--record").code == 0
    assert run("generate", "schema.py", "--name", "first", "--scratch", url).code == 0
    assert run("migrate", "--url", url, "--baseline", "first").code == 0
    for number, change in enumerate(WRONG):
        declare(**change)
        for more in (("--allow-all",), (("--allow-all", "--online"), ("--dry-run", "--json"), ())[number % 3]):
            assert run("push", "schema.py", "--url", url, *more).code in (1, 2) or "--json" in more, (change, more)
        if "a" in change or "b" in change or "c" in change:
            expand = [word for column in "abc" for word in ("--expand", f"app.t.{column}")]
            run("push", "schema.py", "--url", url, "--online", "--allow-all", *expand)
        if number % 4 == 0:
            run("diff", url, "schema.py", "--online")
            run("push", "schema.py", "--url", url, "--allow-all", "--out", "plan.json")
            assert run("apply", "plan.json", "--url", url).code == 1
            run("check", "schema.py", "--url", url)
            run("lint", "schema.py")
    run("generate", "schema.py", "--name", "broken", "--allow-all", "--no-verify")
    assert run("migrate", "--url", url).code == 1
    run("status", "--url", url)
    run("down", "--url", url, "--allow-all")
    shell.write("mend.sql", "CREATE TABLE app.q (id int); INSERT INTO app.q SELECT a::int FROM (VALUES ('x')) v (a);")
    run("lint", "mend.sql", "--base", "other.sql")
    run("doctor", "--url", url)
    run("pull", "--url", url, "--out", "pulled.py")
    shell.sql(
        f"CREATE SCHEMA plug; CREATE TABLE plug.t (id int PRIMARY KEY, a text); INSERT INTO plug.t VALUES (1, '{VALUE}'), (2, '{VALUE}')"
    )
    shell.write("pyproject.toml", f'[tool.mizzle]\nplugins = ["plug:plugin"]\nurl = "{url}"\n')
    shell.write("plug.py", PLUGIN % (".not_null()", "unique().on(t.a)"))
    for words in (
        ("plan",),
        ("migrate",),
        ("migrate", "--allow-all"),
        ("status",),
        ("reset", "plug"),
        ("drop", "plug"),
    ):
        run("plugins", *words)
    for words in (
        ("push", "schema.py"),
        ("migrate",),
        ("status",),
        ("down",),
        ("doctor",),
        ("check", "schema.py"),
        ("apply", "plan.json"),
        ("pull",),
        ("plugins", "migrate"),
    ):
        assert run(*words, "--url", nobody).code == 1
    assert run("diff", nobody, url).code == 1
    assert run("diff", url, nobody).code == 1

    kept = [
        *shell.rows("SELECT m::text FROM mizzle.migrations m"),
        *shell.rows("SELECT obj_description(oid) FROM pg_class"),
    ]
    kept += [
        (file.read_text(errors="replace"),)
        for file in shell.folder.rglob("*")
        if file.is_file() and file.name not in INPUT
    ]
    assert len(kept) > 10
    for (text,) in kept:
        assert not [secret for secret in (*SECRETS, CANARY) if secret in (text or "")], text
    assert run("push", "schema.py", "--url", nobody.replace("%20", " ")).code == 1
    assert codes.count(1) > 20
    assert codes.count(2) > 5
