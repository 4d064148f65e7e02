"""tenant_column: each tenant sees and writes its own rows, in whatever schema the tables stand."""

from typing import Any

import psycopg
import pytest

from mizzle import (
    index,
    integer,
    partition_of,
    pg_policy,
    pg_table,
    pg_view,
    primary_key,
    range_,
    sql,
    text,
    unique,
    uuid,
)
from mizzle.errors import DeclarationError
from mizzle.plugins import Plugin, migrate, start
from mizzle.plugins.units import units


def plugin(**options: Any) -> Plugin:
    users = pg_table("users", {"id": uuid().primary_key().default_random(), "name": text()})
    posts = pg_table("posts", {"id": uuid(), "author": uuid().references(lambda: users.id)})
    return Plugin(name="@acme/blog", schema=[users, posts], tenant_column="tenant_id", **options)


@pytest.fixture
def ordinary(database: str) -> Any:
    """The database, and a role that is neither owner nor superuser."""
    with psycopg.connect(database, autocommit=True) as conn:
        role = f"r_{conn.info.dbname}"
        conn.execute(f"CREATE ROLE {role}".encode())
        yield database, role
        conn.execute(f"DROP OWNED BY {role} CASCADE; DROP ROLE {role}".encode())


def test_a_tenant_sees_and_writes_its_own_rows_alone(ordinary: tuple[str, str]) -> None:
    url, role = ordinary
    with start(url, [plugin()]) as runtime:
        db = runtime.connection
        db.execute(f"GRANT USAGE ON SCHEMA acme_blog TO {role}".encode())
        db.execute(f"GRANT ALL ON acme_blog.users TO {role}".encode())
        db.execute(f"SET ROLE {role}".encode())
        for tenant in ("a", "b"):
            with runtime.tenant(tenant):
                db.execute("INSERT INTO acme_blog.users (name) VALUES (%s)", [f"of {tenant}"])
        with runtime.tenant("a"):
            assert db.execute("SELECT tenant_id, name FROM acme_blog.users").fetchall() == [("a", "of a")]
            assert db.execute("UPDATE acme_blog.users SET name = 'x'").rowcount == 1
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
                db.execute("INSERT INTO acme_blog.users (tenant_id) VALUES ('b')")
        assert db.execute("SELECT name FROM acme_blog.users").fetchall() == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            db.execute("INSERT INTO acme_blog.users (name) VALUES ('of nobody')")


def test_the_owner_of_the_tables_is_bound_too(ordinary: tuple[str, str]) -> None:
    url, role = ordinary
    migrate(url, [plugin()])
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("SET mizzle.tenant = 'a'; INSERT INTO acme_blog.users (name) VALUES ('x')")
        conn.execute(f"GRANT ALL ON SCHEMA acme_blog TO {role}; ALTER TABLE acme_blog.users OWNER TO {role}".encode())
        conn.execute(f"SET ROLE {role}; SET mizzle.tenant = 'b'".encode())

        assert conn.execute("SELECT count(*) FROM acme_blog.users").fetchone() == (0,)


def test_isolated_tables_settle_in_every_schema(newest_database: str) -> None:
    plugins = [
        plugin(),
        plugin().bind("tenant_42"),
        Plugin(name="c", core=True, schema=[sized()], tenant_column=uuid("org")),
    ]

    assert all(migrate(newest_database, plugins))
    assert not any(migrate(newest_database, plugins))
    with psycopg.connect(newest_database) as conn:
        conn.execute("UPDATE mizzle.migrations SET fingerprint = NULL")
        conn.commit()
        assert not any(migrate(newest_database, plugins))  # the catalog says so too
        kept = conn.execute(
            "SELECT n.nspname || '.' || c.relname, c.relforcerowsecurity, format_type(a.atttypid, NULL),"
            " EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indkey[0] = a.attnum)"
            " FROM pg_policy p JOIN pg_class c ON c.oid = polrelid JOIN pg_namespace n ON n.oid = relnamespace"
            " JOIN pg_attribute a ON attrelid = c.oid AND attname IN ('tenant_id', 'org')"
            " WHERE polname = 'tenant_isolation' AND c.relrowsecurity ORDER BY 1"
        ).fetchall()
    assert kept == [
        ("acme_blog.posts", True, "text", True),
        ("acme_blog.users", True, "text", True),
        ("public.sized", True, "uuid", True),
        ("tenant_42.posts", True, "text", True),
        ("tenant_42.users", True, "text", True),
    ]


def sized() -> Any:
    return pg_table("sized", {"n": integer()})


def test_partitions_and_heirs_are_isolated_with_their_parents(newest_database: str) -> None:
    days = pg_table("days", {"n": integer()}, partition_by=range_("n"))
    first = partition_of(days, "days_1", for_values="default")
    base = pg_table("base", {"n": integer()})
    heir = pg_table("heir", {}, inherits=[base])
    plugins = [Plugin(name="a", schema=[days, first, base, heir], tenant_column="tenant_id")]

    assert migrate(newest_database, plugins)[0]
    with psycopg.connect(newest_database, autocommit=True) as conn:
        conn.execute("UPDATE mizzle.migrations SET fingerprint = NULL")
        assert not migrate(newest_database, plugins)[0]
        count = conn.execute("SELECT count(*) FROM pg_policies WHERE policyname = 'tenant_isolation'").fetchone()
    assert count == (4,)


def test_a_tenants_policy_restricts_the_policies_that_a_table_has_of_its_own() -> None:
    table = pg_table("t", {"n": integer()}, lambda _: [pg_policy("all", using=sql("true"))])
    (unit,) = units([Plugin(name="a", schema=[table], tenant_column="tenant_id")])

    kinds = {item.ref.part: item.permissive for item in unit.schema.values() if item.ref.kind == "policy"}  # type: ignore[attr-defined]
    assert kinds == {"all": True, "tenant_isolation": False}


def test_a_column_and_an_index_that_are_there_are_not_doubled() -> None:
    table = pg_table(
        "t",
        {"tenant_id": integer().not_null(), "n": integer()},
        lambda t: [primary_key(columns=[t.tenant_id, t.n]), unique().on(t.n), index().on(t.n)],
    )
    seen = pg_view("seen").as_(sql("SELECT 1 AS one"))
    (unit,) = units([Plugin(name="a", schema=[table, seen], tenant_column="tenant_id")])

    assert sorted(str(ref) for ref in unit.schema if ref.kind in ("index", "column")) == [
        "a.t.n",
        "a.t.tenant_id",
        "a.t_n_index",
    ]
    policy = next(item for item in unit.schema.values() if item.ref.kind == "policy")
    assert "::integer" in str(policy.using)  # type: ignore[attr-defined]


def test_rows_that_are_there_when_isolation_comes_stay_and_belong_to_nobody(newest_database: str) -> None:
    bare = plugin()
    migrate(newest_database, [Plugin(name=bare.name, schema=bare.schema)])
    with psycopg.connect(newest_database, autocommit=True) as conn:
        conn.execute("INSERT INTO acme_blog.users (name) VALUES ('old')")
        migrate(newest_database, [bare])

        assert conn.execute("SELECT name, tenant_id FROM acme_blog.users").fetchall() == [("old", None)]


@pytest.mark.parametrize("given", [5, uuid(), uuid("t").not_null(), text("t").array(), ""])
def test_what_is_no_tenant_column_is_refused(given: Any) -> None:
    with pytest.raises(DeclarationError, match=r"tenant_column|name"):
        Plugin(name="a", tenant_column=given)
