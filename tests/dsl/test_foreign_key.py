"""Foreign keys as declared, and as PostgreSQL then prints them."""

import pytest

from mizzle.dsl.foreign_key import foreign_key
from mizzle.dsl.namespace import pg_schema
from mizzle.dsl.primary_key import primary_key
from mizzle.dsl.sql import sql
from mizzle.dsl.table import Table, pg_table
from mizzle.dsl.types import integer, text
from mizzle.errors import UnsupportedChange
from tests.declared import pushed, rows, value

CONSTRAINTS = """
    SELECT conname, pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint')
    FROM pg_constraint WHERE contype = 'f' AND connamespace <> 'pg_catalog'::regnamespace ORDER BY conname"""

users = pg_table("users", {"id": integer().primary_key(), "name": text().unique()})
pairs = pg_table(
    "pairs", {"a": integer(), "b": integer()}, lambda t: [primary_key(columns=[t.a, t.b], name="pairs_pkey")]
)


@pytest.mark.parametrize("action", ["no action", "restrict", "cascade", "set null", "set default"])
def test_a_column_references_another(database: str, action: str) -> None:
    pushed(
        database,
        users,
        pg_table(
            "posts",
            {
                "id": integer().primary_key(),
                "user_id": integer().references(users.id, on_delete=action, on_update=action.upper()),
            },
        ),
    )

    said = "" if action == "no action" else f" ON UPDATE {action.upper()} ON DELETE {action.upper()}"
    assert rows(database, CONSTRAINTS) == [
        ("posts_user_id_users_id_fk", f"FOREIGN KEY (user_id) REFERENCES users(id){said}", None)
    ]


def test_a_reference_is_said_in_any_form(database: str) -> None:
    app = pg_schema("app")
    later: list[Table] = []
    posts = pg_table(
        "posts",
        {
            "a": integer().references(lambda: later[0].id, name="by function"),
            "b": integer().references("app.users.id", name="by name"),
            "c": integer().references(sql('"app"."users"("id")'), name="raw"),
            "d": integer().references(later_id := users.id, name="column"),
            "e": integer().references(sql("users(id)"), name="raw, own schema"),
            "f": text().references(users.name, name="unique", match_full=True),
            "g": integer().references(users.id, name="late", deferrable=True),
            "h": integer().references(users.id, name="latest", initially_deferred=True),
        },
    )
    later.append(app.table("users", {"id": integer().primary_key()}))
    assert later_id is users.id

    pushed(database, app, posts, users, later[0])

    assert [row[:2] for row in rows(database, CONSTRAINTS)] == [
        ("by function", "FOREIGN KEY (a) REFERENCES app.users(id)"),
        ("by name", "FOREIGN KEY (b) REFERENCES app.users(id)"),
        ("column", "FOREIGN KEY (d) REFERENCES users(id)"),
        ("late", "FOREIGN KEY (g) REFERENCES users(id) DEFERRABLE"),
        ("latest", "FOREIGN KEY (h) REFERENCES users(id) DEFERRABLE INITIALLY DEFERRED"),
        ("raw", "FOREIGN KEY (c) REFERENCES app.users(id)"),
        ("raw, own schema", "FOREIGN KEY (e) REFERENCES users(id)"),
        ("unique", "FOREIGN KEY (f) REFERENCES users(name) MATCH FULL"),
    ]


def test_several_columns_take_every_option(database: str) -> None:
    pushed(
        database,
        pairs,
        pg_table(
            "links",
            {"x": integer(), "y": integer().default(5)},
            lambda t: [
                foreign_key(columns=[t.x, t.y], foreign_columns=[pairs.a, pairs.b])
                .on_delete("set null", t.x)
                .on_update("cascade")
                .match_full()
                .deferrable(initially_deferred=True)
                .comment("both or none"),
                foreign_key(columns=[t.y, t.x], foreign_columns=lambda: [pairs.a, pairs.b], name="other way")
                .on_delete("set default", t.y)
                .deferrable(),
                foreign_key(columns=[t.x, t.y], foreign_columns=[pairs.b, pairs.a], name="crossed").not_valid(),
            ],
        ),
    )

    assert rows(database, CONSTRAINTS) == [
        ("crossed", "FOREIGN KEY (x, y) REFERENCES pairs(b, a) NOT VALID", None),
        (
            "links_x_y_pairs_a_b_fk",
            (
                "FOREIGN KEY (x, y) REFERENCES pairs(a, b) MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL (x)"
                " DEFERRABLE INITIALLY DEFERRED"
            ),
            "both or none",
        ),
        ("other way", "FOREIGN KEY (y, x) REFERENCES pairs(a, b) ON DELETE SET DEFAULT (y) DEFERRABLE", None),
    ]


def test_a_foreign_key_that_is_not_enforced_needs_postgresql_18(database: str) -> None:
    posts = pg_table(
        "posts",
        {"user_id": integer()},
        lambda t: [foreign_key(columns=[t.user_id], foreign_columns=[users.id], name="told").not_enforced()],
    )
    if value(database, "SELECT current_setting('server_version_num')::int") < 180000:
        with pytest.raises(
            UnsupportedChange, match=r"NOT ENFORCED of foreign_key public.posts.told needs PostgreSQL 18"
        ):
            pushed(database, users, posts)
        return
    pushed(database, users, posts)

    assert rows(database, CONSTRAINTS) == [("told", "FOREIGN KEY (user_id) REFERENCES users(id) NOT ENFORCED", None)]


def test_tables_reference_themselves_and_one_another(database: str) -> None:
    tables: dict[str, Table] = {}
    tables["a"] = pg_table(
        "a",
        {
            "id": integer().primary_key(),
            "parent": integer().references(lambda: tables["a"].id, on_delete="cascade"),
            "b": integer().references(lambda: tables["b"].id),
        },
    )
    tables["b"] = pg_table("b", {"id": integer().primary_key(), "a": integer().references(lambda: tables["a"].id)})

    pushed(database, *tables.values())

    assert [row[1] for row in rows(database, CONSTRAINTS)] == [
        "FOREIGN KEY (b) REFERENCES b(id)",
        "FOREIGN KEY (parent) REFERENCES a(id) ON DELETE CASCADE",
        "FOREIGN KEY (a) REFERENCES a(id)",
    ]
