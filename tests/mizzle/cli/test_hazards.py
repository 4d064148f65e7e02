"""What a push would lose or break is told before the first statement, and stops until just that is allowed."""

import pytest
from attrs import frozen

from mizzle import preflight
from tests.mizzle.cli.conftest import CANARY, Shell


@frozen
class Hazard:
    """A table in the way.

    before  DDL of what is there; every case has the schema app
    rows    rows that are lost or break; they hold the canary
    module  the wanted schema
    told    consent → words of its message, the count among them
    fails   what PostgreSQL says when it is allowed all the same; None where the plan then goes through
    clean   rows for which nothing has to be asked; None where the drop itself is what has to be agreed to
    """

    before: str
    rows: str
    module: str
    told: dict[str, str]
    fails: str | None = None
    clean: str | None = None


THREE = f"SELECT '{CANARY}' FROM generate_series(1, 3)"
T = "CREATE TABLE app.t (id int, v text);"
KEEP = "t = app.table('t', {'id': integer(), 'v': text()})\n"
HAZARDS = {
    "drop_table": Hazard(
        T + "CREATE TABLE app.gone (v text);",
        f"INSERT INTO app.gone {THREE}",
        KEEP,
        {"drop-table:app.gone": "drops table app.gone"},
    ),
    "drop_column": Hazard(
        T + "ALTER TABLE app.t ADD gone text;",
        f"INSERT INTO app.t (gone) {THREE}",
        KEEP,
        {"drop-column:app.t.gone": "drops column app.t.gone"},
    ),
    "drop_sequence": Hazard(
        T + "CREATE SEQUENCE app.numbers;",
        "SELECT nextval('app.numbers')",
        KEEP,
        {"drop-sequence:app.numbers": "drops sequence app.numbers"},
    ),
    "drop_enum": Hazard(
        T + f"CREATE TYPE app.mood AS ENUM ('{CANARY}');",
        "SELECT 1",
        KEEP,
        {"drop-enum:app.mood": "drops enum app.mood"},
    ),
    "drop_enum_value": Hazard(
        "CREATE TYPE app.mood AS ENUM ('ok', 'bad'); CREATE TABLE app.t (v app.mood, w app.mood[]);",
        "INSERT INTO app.t SELECT 'bad' FROM generate_series(1, 3)",
        "mood = app.enum('mood', ['ok'])\nt = app.table('t', {'v': mood(), 'w': mood().array()})",
        {"drop-value:app.mood.bad": "loses the label 'bad'", "drop-value-in-use:app.t.v": "a label which goes: 3"},
        fails="a value does not fit",
    ),
    "drop_identity": Hazard(
        "CREATE TABLE app.t (id int GENERATED ALWAYS AS IDENTITY, v text);",
        f"INSERT INTO app.t (v) {THREE}",
        "t = app.table('t', {'id': integer().not_null(), 'v': text()})",
        {"drop-identity:app.t.id": "its position"},
    ),
    "serial_made_plain": Hazard(
        "CREATE TABLE app.t (id serial, v text);",
        f"INSERT INTO app.t (v) {THREE}",
        "t = app.table('t', {'id': integer().not_null(), 'v': text()})",
        {"drop-sequence:app.t_id_seq": "drops sequence app.t_id_seq"},
    ),
    "unique_beside_a_changing_enum": Hazard(
        "CREATE TYPE app.mood AS ENUM ('ok', 'bad'); CREATE TABLE app.t (m app.mood, v text);",
        f"INSERT INTO app.t SELECT 'bad', '{CANARY}' FROM generate_series(1, 3)",
        "mood = app.enum('mood', ['bad', 'new', 'ok'])\n"
        "t = app.table('t', {'m': mood(), 'v': text(), 'n': mood().default('new')}, "
        "lambda t: [unique('u').on(t.m, t.v), check('c', sql(\"{} <> 'new'\", t.m)), "
        "unique('w').on(t.n, t.m, t.v).nulls_not_distinct()])",
        {
            "add-unique:app.t.u": "values that stand more than once: 1",
            "add-unique:app.t.w": "values that stand more than once: 1",
        },
        fails="could not create unique index",
        clean="INSERT INTO app.t VALUES ('bad', 'x'), ('ok', 'x'), ('ok', 'y')",
    ),
    "shorter_text": Hazard(
        "CREATE TABLE app.t (v varchar(20));",
        f"INSERT INTO app.t {THREE}",
        "t = app.table('t', {'v': varchar(length=5)})",
        {"change-type:app.t.v": "becomes character varying(5); rows that do not fit: 3"},
        fails="a value does not fit",
        clean="INSERT INTO app.t VALUES ('short'), ('short  '), (NULL)",
    ),
    "smaller_numbers": Hazard(
        "CREATE TABLE app.t (v bigint, w numeric);",
        "INSERT INTO app.t VALUES (7000000000, 1), (1, 700000), (-7000000000, 1)",
        "t = app.table('t', {'v': integer(), 'w': numeric(precision=4, scale=1)})",
        {"change-type:app.t.v": "rows that do not fit: 2", "change-type:app.t.w": "rows that do not fit: 1"},
        fails="a value does not fit",
        clean="INSERT INTO app.t VALUES (7, 1), (2147483647, 999.9), (NULL, NULL)",
    ),
    "uncastable": Hazard(
        "CREATE TABLE app.t (v text);",
        f"INSERT INTO app.t {THREE}; INSERT INTO app.t VALUES ('7'), (NULL)",
        "t = app.table('t', {'v': integer()})",
        {
            "change-type:app.t.v": "may lose what that does not hold; rows with a value: 4\n"
            "    --allow change-type:app.t.v\n  column app.t.v becomes integer; rows that cannot be cast: 3"
        },
        fails="a value does not fit",
        clean="INSERT INTO app.t VALUES (NULL)",
    ),
    "lossy": Hazard(
        "CREATE TABLE app.t (v timestamptz);",
        "INSERT INTO app.t VALUES (now()), (NULL)",
        "t = app.table('t', {'v': date()})",
        {"change-type:app.t.v": "becomes date and may lose what that does not hold; rows with a value: 1"},
        clean="INSERT INTO app.t VALUES (NULL)",
    ),
    "replaced_column": Hazard(
        "CREATE TABLE app.t (id int, v text);",
        f"INSERT INTO app.t (v) {THREE}",
        "t = app.table('t', {'id': integer(), 'v': text().generated_always_as(sql(\"'x' || id\"))})",
        {"replace-column:app.t.v": "column app.t.v is dropped and added again, empty"},
    ),
    "validated_check": Hazard(
        T,
        f"INSERT INTO app.t VALUES (-1, '{CANARY}'); ALTER TABLE app.t ADD CONSTRAINT c CHECK (id > 0) NOT VALID",
        "t = app.table('t', {'id': integer(), 'v': text()}, lambda t: [check('c', sql('{} > 0', t.id))])",
        {"add-check:app.t.c": "check app.t.c; rows that break it: 1"},
        fails='check constraint "c" of relation "t" is violated by some row',
        clean="INSERT INTO app.t VALUES (1, 'x'); ALTER TABLE app.t ADD CONSTRAINT c CHECK (id > 0) NOT VALID",
    ),
    "validated_foreign_key": Hazard(
        "CREATE TABLE app.p (id int PRIMARY KEY); CREATE TABLE app.t (p int, v text);",
        f"INSERT INTO app.t VALUES (5, '{CANARY}'); ALTER TABLE app.t ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES app.p NOT VALID",
        "p = app.table('p', {'id': integer().primary_key()})\n"
        "t = app.table('t', {'p': integer().references(lambda: p.id, name='f'), 'v': text()})",
        {"add-foreign-key:app.t.f": "rows of app.t that reference no row of app.p: 1"},
        fails="violates foreign key constraint",
        clean="ALTER TABLE app.t ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES app.p NOT VALID",
    ),
    "no_label": Hazard(
        "CREATE TABLE app.t (v text);",
        f"INSERT INTO app.t {THREE}",
        "mood = app.enum('mood', ['ok', 'it''s'])\nt = app.table('t', {'v': mood()})",
        {"change-type:app.t.v": "rows that do not fit: 3"},
        fails="a value does not fit",
        clean="INSERT INTO app.t VALUES ('ok'), ('its'), (NULL)",
    ),
    "not_null": Hazard(
        T,
        f"INSERT INTO app.t (v) {THREE}",
        "t = app.table('t', {'id': integer().not_null(), 'v': text()})",
        {"set-not-null:app.t.id": "rows that hold NULL: 3"},
        fails="contains null values",
        clean="INSERT INTO app.t VALUES (1, 'x')",
    ),
    "new_not_null": Hazard(
        T,
        f"INSERT INTO app.t (v) {THREE}",
        "t = app.table('t', {'id': integer(), 'v': text(), 'w': text().not_null()})",
        {"add-not-null:app.t.w": "rows that are there: 3"},
        fails="contains null values",
        clean="SELECT 1",
    ),
    "unique": Hazard(
        T,
        f"INSERT INTO app.t (v) {THREE}; INSERT INTO app.t (v) VALUES ('{CANARY}2'), ('{CANARY}2'), (NULL), (NULL)",
        "t = app.table('t', {'id': integer(), 'v': text().unique()})",
        {"add-unique:app.t.t_v_unique": "values that stand more than once: 2"},
        fails="could not create unique index",
        clean="INSERT INTO app.t VALUES (1, 'a'), (2, 'b'), (3, NULL), (4, NULL)",
    ),
    "unique_over_a_new_column": Hazard(
        T,
        f"INSERT INTO app.t (v) {THREE}",
        "t = app.table('t', {'id': integer(), 'v': text(), 'w': integer().default(1)}, lambda t: [unique('u').on(t.v, t.w)])",
        {"add-unique:app.t.u": "values that stand more than once: 1"},
        fails="could not create unique index",
        clean="INSERT INTO app.t VALUES (1, 'a'), (2, 'b')",
    ),
    "unique_nulls_not_distinct": Hazard(
        T,
        "INSERT INTO app.t VALUES (1, NULL), (2, NULL)",
        "t = app.table('t', {'id': integer(), 'v': text().unique('u', nulls='not distinct')})",
        {"add-unique:app.t.u": "values that stand more than once: 1"},
        fails="could not create unique index",
        clean="INSERT INTO app.t VALUES (1, 'a'), (2, NULL)",
    ),
    "unique_index_of_an_expression": Hazard(
        T,
        f"INSERT INTO app.t VALUES (1, '{CANARY}'), (1, upper('{CANARY}')), (0, 'x'), (0, 'X')",
        "t = app.table('t', {'id': integer(), 'v': text()}, "
        "lambda t: [unique_index('u').on(sql('lower({})', t.v)).where(sql('{} > 0', t.id))])",
        {"add-index:app.u": "values that stand more than once: 1"},
        fails="could not create unique index",
        clean="INSERT INTO app.t VALUES (1, 'a'), (1, 'b'), (0, 'x'), (0, 'X')",
    ),
    "primary_key": Hazard(
        T,
        "INSERT INTO app.t VALUES (1, 'a'), (1, 'b'), (NULL, 'c'), (NULL, 'd')",
        "t = app.table('t', {'id': integer().primary_key(), 'v': text()})",
        {
            "add-primary-key:app.t.t_pkey": "values that stand more than once: 1",
            "set-not-null:app.t.id": "rows that hold NULL: 2",
        },
        fails="could not create unique index|contains null values",
        clean="INSERT INTO app.t VALUES (1, 'a'), (2, 'b')",
    ),
    "check": Hazard(
        T,
        f"INSERT INTO app.t (v) {THREE}; INSERT INTO app.t (v) VALUES (NULL)",
        f"t = app.table('t', {{'id': integer(), 'v': text()}}, lambda t: [check('c', sql(\"v <> '{CANARY[:4]}' || '{CANARY[4:]}'\"))])",
        {"add-check:app.t.c": "rows that break it: 3"},
        fails='check constraint "c" of relation "t" is violated by some row',
        clean="INSERT INTO app.t VALUES (1, 'fine'), (2, NULL)",
    ),
    "check_of_a_renamed_and_a_new_column": Hazard(
        T,
        "INSERT INTO app.t VALUES (1, 'x'), (5, 'y')",
        "t = app.table('t', {'number': integer().renamed_from('id'), 'v': text(), 'least': integer().default(2)}, "
        "lambda t: [check('c', sql('{} >= {}', t.number, t.least))])",
        {"add-check:app.t.c": "rows that break it: 1"},
        fails='check constraint "c" of relation "t" is violated by some row',
        clean="INSERT INTO app.t VALUES (2, 'x'), (5, 'y')",
    ),
    "foreign_key": Hazard(
        "CREATE TABLE app.p (id int PRIMARY KEY); CREATE TABLE app.t (p int, v text);",
        f"INSERT INTO app.t SELECT 77777, '{CANARY}' FROM generate_series(1, 3)",
        "p = app.table('p', {'id': integer().primary_key()})\n"
        "t = app.table('t', {'p': integer().references(lambda: p.id), 'v': text()})",
        {"add-foreign-key:app.t.t_p_p_id_fk": "rows of app.t that reference no row of app.p: 3"},
        fails="violates foreign key constraint",
        clean="INSERT INTO app.p VALUES (1); INSERT INTO app.t VALUES (1, 'x'), (NULL, 'y')",
    ),
    "foreign_key_to_a_new_table": Hazard(
        "CREATE TABLE app.t (p int, v text);",
        f"INSERT INTO app.t SELECT 77777, '{CANARY}' FROM generate_series(1, 3)",
        "p = app.table('p', {'id': integer().primary_key()})\n"
        "t = app.table('t', {'p': integer().references(lambda: p.id), 'v': text()})",
        {"add-foreign-key:app.t.t_p_p_id_fk": "rows of app.t that reference no row of app.p: 3"},
        fails="violates foreign key constraint",
        clean="INSERT INTO app.t VALUES (NULL, 'y')",
    ),
    "foreign_key_of_an_extension_s_type": Hazard(
        "CREATE EXTENSION citext SCHEMA app; CREATE TABLE app.p (id app.citext PRIMARY KEY); CREATE TABLE app.t (p app.citext, v text);",
        f"INSERT INTO app.p VALUES ('Ada'); INSERT INTO app.t VALUES ('ADA', 'fine'), ('{CANARY}', 'x')",
        "e = pg_extension('citext', schema='app')\np = app.table('p', {'id': citext().primary_key()})\n"
        "t = app.table('t', {'p': citext().references(lambda: p.id), 'v': text()})",
        {"add-foreign-key:app.t.t_p_p_id_fk": "rows of app.t that reference no row of app.p: 1"},
        fails="violates foreign key constraint",
        clean="INSERT INTO app.p VALUES ('Ada'); INSERT INTO app.t VALUES ('ADA', 'x'), (NULL, 'y')",
    ),
    "match_full": Hazard(
        "CREATE TABLE app.p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE app.t (a int, b int, v text);",
        f"INSERT INTO app.t VALUES (1, NULL, '{CANARY}'), (NULL, 2, '{CANARY}'), (NULL, NULL, 'fine')",
        "p = app.table('p', {'a': integer(), 'b': integer()}, lambda p: [primary_key(columns=[p.a, p.b], name='p_pkey')])\n"
        "t = app.table('t', {'a': integer(), 'b': integer(), 'v': text()}, lambda t: ["
        "foreign_key(columns=[t.a, t.b], foreign_columns=[p.a, p.b], name='f').match_full()])",
        {"add-foreign-key:app.t.f": "rows of app.t that reference no row of app.p: 2"},
        fails="MATCH FULL|violates foreign key",
        clean="INSERT INTO app.p VALUES (1, 2); INSERT INTO app.t VALUES (1, 2), (NULL, NULL)",
    ),
    "partitioned": Hazard(
        "CREATE TABLE app.t (id int, v text);",
        f"INSERT INTO app.t VALUES (1, 'a'), (9, '{CANARY}'), (11, '{CANARY}'), (12, NULL)",
        "t = app.table('t', {'id': integer(), 'v': text().not_null()}, partition_by=range_('id'))\n"
        "low = partition_of(t, 'low', for_values=from_to(0, 10))",
        {
            "copy-rows:app.t": "rows that no partition takes: 2",
            "set-not-null:app.t.v": "rows that hold NULL: 1",
        },
        fails="no partition of relation|null value in column",
        clean="INSERT INTO app.t VALUES (1, 'a'), (9, 'b')",
    ),
    "partitioned_and_referenced": Hazard(
        "CREATE TABLE app.t (id int PRIMARY KEY, v text); CREATE TABLE app.c (t int, k int);",
        f"INSERT INTO app.t VALUES (1, '{CANARY}'), (11, '{CANARY}'); INSERT INTO app.c VALUES (1, 1), (2, 1), (3, 2)",
        "t = app.table('t', {'id': integer().primary_key(), 'v': text()}, partition_by=range_('id'))\n"
        "low = partition_of(t, 'low', for_values=from_to(0, 10))\nrest = partition_of(t, 'rest', for_values='default')\n"
        "c = app.table('c', {'t': integer().references(lambda: t.id, name='f'), 'k': integer()})",
        {"add-foreign-key:app.c.f": "rows of app.c that reference no row of app.t: 2"},
        fails="violates foreign key constraint",
        clean="INSERT INTO app.t VALUES (1, 'a'), (11, 'b'); INSERT INTO app.c VALUES (1, 1), (11, 2), (NULL, 3)",
    ),
    "plain_again": Hazard(
        "CREATE TABLE app.t (id int, v text, w int) PARTITION BY LIST (v); CREATE TABLE app.a PARTITION OF app.t FOR VALUES IN ('a');"
        "CREATE TABLE app.b PARTITION OF app.t DEFAULT; CREATE INDEX i ON app.t (id); CREATE INDEX own ON app.a (id);",
        f"INSERT INTO app.t VALUES (1, 'a'), (1, '{CANARY}'), (2, 'b')",
        "t = app.table('t', {'id': integer().unique('u'), 'v': text()})",
        {
            "add-unique:app.t.u": "values that stand more than once: 1",
            "drop-column:app.t.w": "drops column app.t.w",
            "drop-index:app.i": "drops index app.i",
        },
        fails="could not create unique index",
    ),
    "exclusion": Hazard(
        "CREATE DOMAIN app.named AS text; CREATE TABLE app.t (during int4range, room box, v app.named);",
        f"INSERT INTO app.t VALUES ('[1,5)', '(1,1),(0,0)', '{CANARY}'), ('[2,6)', '(2,2),(0,0)', '{CANARY}'), ('[4,9)', '(1,1),(0,0)', '')",
        "named = pg_domain('named', text(), schema='app')\n"
        "t = app.table('t', {'during': int4range(), 'room': box(), 'v': named()}, "
        "lambda t: [exclude('e').on((t.during, '&&'), (t.room, '&&')).where(sql(\"{} IS DISTINCT FROM 'no'\", t.v))])",
        {"add-exclusion:app.t.e": "pairs of rows that exclude each other: 3"},
        fails="conflicting key value violates exclusion constraint|could not create exclusion constraint",
        clean="INSERT INTO app.t VALUES ('[1,5)', '(1,1),(0,0)'), ('[5,9)', '(1,1),(0,0)'), ('[1,5)', '(3,3),(2,2)')",
    ),
}


@pytest.mark.parametrize("name", HAZARDS)
def test_a_hazard_is_told_and_stops_the_push_until_just_that_is_allowed(name: str, each_shell: Shell) -> None:
    shell, case = each_shell, HAZARDS[name]
    shell.sql("CREATE SCHEMA app; " + case.before)
    shell.sql(case.rows)
    shell.schema(case.module)
    before = shell.state()
    old_server = shell.rows("SHOW server_version_num")[0][0] < "160000"

    refused = shell.push("--quiet")
    near = [flag for consent in case.told for end in (consent[:-1], consent + "x") for flag in ("--allow", end)]
    still = shell.push("--quiet", *near)

    for told in (refused, still):
        assert told.code == 2
        assert told.out == ""
        for consent, words in case.told.items():
            counted = words.replace(": 3", ": unknown") if name == "uncastable" and old_server else words
            assert counted in told.err
            assert f"--allow {consent}\n" in f"{told.err}\n"
        assert CANARY not in told.both.replace("app.mood", "")
    for consent in case.told:
        others = [flag for other in case.told if other != consent for flag in ("--allow", other)]
        assert shell.push("--quiet", *others).code == 2
    assert shell.state() == before

    allowed = shell.push("--quiet", *(flag for consent in case.told for flag in ("--allow", consent)))

    if case.fails:
        assert allowed.code == 1
        assert any(words in allowed.err for words in case.fails.split("|")), allowed.err
        assert CANARY not in allowed.err.split("\n  in: ")[0]
        assert "schema.py:" in allowed.err
        assert shell.state() == before
    else:
        assert (allowed.code, allowed.err) == (0, "")
        assert shell.push().out == "nothing to do\n"


@pytest.mark.parametrize("name", [name for name, case in HAZARDS.items() if case.clean])
def test_rows_that_fit_ask_for_no_consent(name: str, each_shell: Shell) -> None:
    shell, case = each_shell, HAZARDS[name]
    shell.sql("CREATE SCHEMA app; " + case.before)
    shell.sql(case.clean or "")
    shell.schema(case.module)

    done = shell.push("--quiet")

    assert (done.code, done.err) == (0, "")
    assert shell.push().out == "nothing to do\n"


def test_changes_that_lose_nothing_ask_nothing(each_shell: Shell) -> None:
    shell = each_shell
    shell.sql(
        f"""CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('ok', 'bad');
            CREATE TABLE app.t (a int NOT NULL DEFAULT 1, b varchar(20), c numeric(6, 2), d app.mood DEFAULT 'bad', e text, f real);
            INSERT INTO app.t VALUES (1, '{CANARY}', 1234.56, 'bad', '{CANARY}', 1.5), (2, NULL, NULL, 'ok', NULL, NULL)"""
    )
    shell.schema(
        "mood = app.enum('mood', ['bad', 'fine', 'ok'])\n"
        "t = app.table('t', {'a': bigint(), 'b': varchar(length=30), 'c': numeric(precision=8, scale=2), "
        "'d': mood().default('ok'), 'e': text().default('x').comment('why'), 'f': double_precision(), 'g': text(), "
        "'h': integer().not_null().default(3)}, lambda t: [index('i').on(t.e)])"
    )

    done = shell.push("-q")

    assert (done.code, done.err) == (0, "")
    assert shell.rows("SELECT a, b, h FROM app.t ORDER BY a") == [(1, CANARY, 3), (2, None, 3)]
    assert shell.push().out == "nothing to do\n"


def test_many_rows_are_counted_to_a_thousand(shell: Shell) -> None:
    shell.sql(
        "CREATE SCHEMA app; CREATE TABLE app.t (v text); INSERT INTO app.t SELECT NULL FROM generate_series(1, 1500)"
    )
    shell.schema("t = app.table('t', {'v': text().not_null()})")

    assert "rows that hold NULL: at least 1,000\n" in shell.push("-q").err
    shell.sql("DELETE FROM app.t WHERE ctid IN (SELECT ctid FROM app.t LIMIT 500)")
    assert "rows that hold NULL: 1,000\n" in shell.push("-q").err


def test_a_probe_that_takes_too_long_is_unknown_and_needs_consent(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "TIMEOUT", "100ms")
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (v text); INSERT INTO app.t VALUES ('x')")
    shell.schema("t = app.table('t', {'v': text()}, lambda t: [check('c', sql('pg_sleep(0.5)::text IS NOT NULL'))])")

    refused = shell.push("-q")

    assert refused.code == 2
    assert "check app.t.c; rows that break it: unknown" in refused.err
    assert shell.push("-q", "--allow", "add-check:app.t.c").code == 0


def test_allow_all_accepts_every_loss(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, v text, w text); CREATE TABLE app.gone (id int)")
    shell.schema("t = app.table('t', {'id': integer()})")

    assert shell.push("--allow-all").code == 0
    assert shell.push().out == "nothing to do\n"


def test_dropping_a_column_tells_all_that_goes_with_it(each_shell: Shell) -> None:
    shell = each_shell
    shell.sql(
        """CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY, a int, b int, c int, UNIQUE (b, a),
               CONSTRAINT sane CHECK (a > b));
           CREATE INDEX several ON app.t (b, a); CREATE INDEX carrying ON app.t (b) INCLUDE (a);
           CREATE INDEX part ON app.t (b) WHERE a > 0; CREATE INDEX computed ON app.t ((a + b));
           CREATE INDEX other ON app.t (b); CREATE STATISTICS app.stat ON a, b FROM app.t;
           CREATE STATISTICS app.unharmed ON b, c FROM app.t"""
    )
    shell.schema(
        "t = app.table('t', {'id': integer().primary_key(), 'b': integer(), 'c': integer()}, lambda t: [index('other').on(t.b)])"
    )
    before = shell.state()

    refused = shell.push("-q")

    assert refused.code == 2
    for words in (
        "check app.t.sane",
        "index app.several",
        "index app.carrying",
        "index app.part",
        "index app.computed",
        "unique app.t.t_b_a_key",
        "statistics app.stat",
    ):
        assert words in refused.err
    assert "app.other" not in refused.err
    assert "unharmed" not in refused.err
    assert refused.err.count("--allow ") == 1
    assert shell.state() == before
    assert shell.push("-q", "--allow", "drop-column:app.t.a").code == 0
    assert shell.push().out == "nothing to do\n"


def test_dropping_a_column_that_nothing_stands_on_tells_only_that(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, a int)")
    shell.schema("t = app.table('t', {'id': integer()})")

    assert "drops column app.t.a\n    --allow drop-column:app.t.a\n" in shell.push("-q").err
