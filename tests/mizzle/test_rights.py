"""The rights that a plan names are those that it needs: with them it runs, and where any one is missing it is refused."""

import secrets
from collections.abc import Iterator

import psycopg
import pytest
from attrs import evolve

from mizzle.answers import Answers
from mizzle.compiler.statement import Statement
from mizzle.connection import Connection, connect, run
from mizzle.introspect.owners import read_facts
from mizzle.introspect.read import read
from mizzle.model.facts import Facts
from mizzle.model.right import Right
from mizzle.model.schema import Schema
from mizzle.planning import draft
from mizzle.rights import lacking
from mizzle.testing.live import execute, live, planned

BEFORE = """
    CREATE SCHEMA app; CREATE SCHEMA other;
    CREATE TABLE other.core (id int PRIMARY KEY);
    CREATE TABLE app.t (id int PRIMARY KEY, a int, v text);
    CREATE TABLE app.m (id int) PARTITION BY RANGE (id);
    CREATE TYPE app.mood AS ENUM ('ok');
    CREATE SEQUENCE app.s;
    CREATE TABLE app.k (id int) PARTITION BY RANGE (id); CREATE TABLE app.k1 PARTITION OF app.k DEFAULT;
    CREATE VIEW app.w AS SELECT id FROM app.t;
    CREATE FUNCTION other.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE FUNCTION app.g() RETURNS int LANGUAGE sql AS 'SELECT 1';"""
# What changes, and what whoever does it has to be allowed.
CHANGES = {
    "ALTER TABLE app.t ADD COLUMN b int NOT NULL DEFAULT 1": "OWNER app.t",
    "CREATE INDEX i ON app.t (a)": "OWNER app.t, CREATE app",
    "ALTER TABLE app.t ADD UNIQUE (a)": "OWNER app.t, CREATE app",
    "ALTER TABLE app.t ADD CHECK (a > 0)": "OWNER app.t",
    "ALTER TABLE app.t ADD FOREIGN KEY (a) REFERENCES other.core": "OWNER app.t, REFERENCES other.core",
    "CREATE TABLE app.n (id int REFERENCES other.core)": "CREATE app, REFERENCES other.core",
    "CREATE TABLE app.n PARTITION OF app.m DEFAULT": "CREATE app, OWNER app.m",
    "CREATE TABLE app.n (x int) INHERITS (app.t)": "CREATE app, OWNER app.t",
    "CREATE SCHEMA fresh CREATE TABLE n (id int)": 'CREATE ""',
    "CREATE TRIGGER g BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION other.f()": "TRIGGER app.t",
    "CREATE STATISTICS app.x ON id, a FROM app.t": "OWNER app.t, CREATE app",
    "CREATE VIEW app.n AS SELECT 1 AS one": "CREATE app",
    "CREATE OR REPLACE VIEW app.w AS SELECT id, 1 AS one FROM app.t": "OWNER app.w, CREATE app",
    "CREATE OR REPLACE FUNCTION app.g() RETURNS int LANGUAGE sql AS 'SELECT 2'": "OWNER app.g(), CREATE app",
    "CREATE TYPE app.n AS (a int)": "CREATE app",
    "ALTER TYPE app.mood ADD VALUE 'new'": "OWNER app.mood",
    "ALTER SEQUENCE app.s INCREMENT 5": "OWNER app.s",
    "ALTER TABLE app.t ENABLE ROW LEVEL SECURITY": "OWNER app.t",
    "COMMENT ON TABLE app.t IS 'said'": "OWNER app.t",
    "DROP SEQUENCE app.s": "OWNER app.s",
    "DROP VIEW app.w": "OWNER app.w",
    "ALTER TABLE app.t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY": "OWNER app.t, CREATE app",
    "ALTER TABLE app.k ADD COLUMN c int": "OWNER app.k, OWNER app.k1",
    "ALTER TABLE app.t ADD COLUMN n bigserial": "OWNER app.t, CREATE app",
    "DROP TABLE app.k1": "OWNER app.k1",
    "CREATE INDEX i ON app.k (id)": "OWNER app.k, CREATE app",
    "CREATE PUBLICATION p FOR TABLE app.t": 'CREATE "", OWNER app.t',
}


class Stage:
    """A database that somebody owns, and a role that may do nothing in it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.boss, self.maker = (f"r_{secrets.token_hex(4)}" for _ in range(2))
        self.admin = connect(url)
        self.do(
            f"CREATE ROLE {self.boss}; CREATE ROLE {self.maker}; GRANT CREATE ON DATABASE {self.admin.info.dbname} TO {self.boss}"
        )
        self.do(f"SET ROLE {self.boss}; {BEFORE} GRANT USAGE ON SCHEMA app, other TO PUBLIC; RESET ROLE")
        self.catalog = read(self.admin)
        self.before = live(self.admin, self.catalog)

    def do(self, text: str) -> None:
        self.admin.execute(text.encode(), prepare=False)

    def target(self, text: str) -> Schema:
        """What the database is to become."""
        with self.admin.transaction(force_rollback=True):
            self.do(f"SET LOCAL ROLE {self.boss}; {text}")
            return live(self.admin)

    def planned(self, target: Schema) -> tuple[tuple[Statement, ...], Facts]:
        """The plan of the role that may do nothing."""
        with self.admin.transaction(force_rollback=True):
            self.do(f"SET LOCAL ROLE {self.maker}")
            facts = read_facts(self.admin, self.catalog)
        made = draft(self.before, target, facts=facts, connection=self.admin, answers=Answers(all=True), declared=False)
        return made.plan.statements, facts

    def refused(self, statements: tuple[Statement, ...], given: list[Right]) -> bool:
        """Whether the plan fails for want of a right when the role has these."""
        try:
            with self.admin.transaction(force_rollback=True):
                for right in given:
                    self.do(self.grant(right))
                self.do(f"SET LOCAL ROLE {self.maker}")
                for statement in statements:
                    run(self.admin, statement.text)
        except psycopg.errors.InsufficientPrivilege:
            return True
        return False

    def told(self, statements: tuple[Statement, ...], facts: Facts, given: list[Right]) -> int:
        """How many rights mizzle misses then."""
        with self.admin.transaction(force_rollback=True):
            for right in given:
                self.do(self.grant(right))
            self.do(f"SET LOCAL ROLE {self.maker}")
            owners = read_facts(self.admin, self.catalog).owners
            return len(list(lacking(self.admin, statements, evolve(facts, owners=owners), Schema())))

    def grant(self, right: Right) -> str:
        kind = right.ref.kind.replace("namespace", "schema").replace("enum", "type")
        if right.word == "OWNER":
            return f"ALTER {kind.upper()} {right.ref} OWNER TO {self.maker}"
        where = f"{kind.upper()} {right.ref if kind != 'database' else self.admin.info.dbname}"
        return f"GRANT {right.word} ON {where} TO {self.maker}"

    def close(self) -> None:
        self.do(f"RESET ROLE; DROP OWNED BY {self.boss}, {self.maker} CASCADE; DROP ROLE {self.boss}, {self.maker}")
        self.admin.close()


@pytest.fixture
def stage(newest_database: str) -> Iterator[Stage]:
    found = Stage(newest_database)
    yield found
    found.close()


def test_a_plan_runs_with_the_rights_that_it_names_and_not_without_any_of_them(stage: Stage) -> None:
    for text, says in CHANGES.items():
        statements, facts = stage.planned(stage.target(text))
        needed = list(dict.fromkeys(right for statement in statements for right in statement.rights))

        assert {f"{right.word} {right.ref}" for right in needed} == {word.lstrip() for word in says.split(",")}, text
        assert not stage.refused(statements, needed), text
        assert stage.told(statements, facts, needed) == 0, text
        for right in needed:
            rest = [item for item in needed if item != right]
            assert stage.refused(statements, rest), (text, right)
            assert stage.told(statements, facts, rest) == 1, (text, right)


def test_rows_that_a_forced_policy_hides_from_the_owner_are_copied_too(conn: Connection) -> None:
    protect = "CREATE POLICY p ON t USING (false); ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
    plain = f"CREATE TABLE t (id int); INSERT INTO t VALUES (1), (2); {protect}"
    parted = f"CREATE TABLE t (id int) PARTITION BY RANGE (id); CREATE TABLE a PARTITION OF t DEFAULT; {protect}"
    role = f"r_{secrets.token_hex(4)}"
    conn.execute(f"CREATE ROLE {role}; GRANT CREATE, USAGE ON SCHEMA public TO {role}; SET ROLE {role}".encode())
    with conn.transaction(force_rollback=True):
        _as_written(conn, parted)
        wanted = live(conn)
    _as_written(conn, plain)

    execute(conn, (statement.text for statement in planned(conn, wanted, declared=False).plan.statements))

    assert conn.execute("SELECT count(*) FROM public.t").fetchone() == (0,)
    conn.execute("RESET ROLE")
    assert conn.execute("SELECT count(*) FROM public.a").fetchone() == (2,)


def _as_written(connection: Connection, text: str) -> None:
    connection.execute(f"SET search_path = public; {text}; SET search_path = ''".encode())
