"""Tables as declared, and what the catalog then holds."""

from mizzle.dsl.extension import pg_extension
from mizzle.dsl.index import index
from mizzle.dsl.namespace import pg_schema
from mizzle.dsl.table import get_table_config, pg_table, pg_table_creator
from mizzle.dsl.types import citext, custom_type, integer, text
from mizzle.dsl.unique import unique
from tests.declared import pushed, rows

TABLES = """
    SELECT c.oid::regclass::text, c.relpersistence::text, c.reloptions, t.reloptions, obj_description(c.oid, 'pg_class')
    FROM pg_class c LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1"""
NAMES = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i', 'S')
    UNION SELECT attname FROM pg_attribute JOIN pg_class ON oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
    UNION SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'"""


def test_a_table_takes_every_option(database: str) -> None:
    pushed(
        database,
        pg_table("plain", {"id": integer()}),
        pg_table("empty", {}),
        pg_table(
            "all of them",
            {"id": integer().generated_always_as_identity(), "n": text()},
            comment="it's all\nhere",
            unlogged=True,
            options={
                "fillfactor": 70,
                "autovacuum_enabled": False,
                "autovacuum_vacuum_scale_factor": 0.25,
                "toast.autovacuum_enabled": False,
            },
        ),
        pg_table("said nothing", {"id": integer().comment("")}, comment=""),
    )

    assert rows(database, TABLES) == [
        (
            '"all of them"',
            "u",
            ["fillfactor=70", "autovacuum_enabled=false", "autovacuum_vacuum_scale_factor=0.25"],
            ["autovacuum_enabled=false"],
            "it's all\nhere",
        ),
        ('"said nothing"', "p", None, None, None),
        ("empty", "p", None, None, None),
        ("plain", "p", None, None, None),
    ]


def test_a_creator_gives_every_table_its_prefix(database: str) -> None:
    create = pg_table_creator(lambda name: f"shop_{name}")
    users = create("users", {"id": integer().primary_key(), "email": text().unique()})
    posts = create("posts", {"user_id": integer().references(users.id)}, lambda t: [index().on(t.user_id)])

    pushed(database, users, posts)

    assert {name for (name,) in rows(database, NAMES)} == {
        "shop_users",
        "id",
        "email",
        "shop_users_pkey",
        "shop_users_email_unique",
        "shop_posts",
        "user_id",
        "shop_posts_user_id_shop_users_id_fk",
        "shop_posts_user_id_index",
    }


def test_omitted_names_are_written_in_snake_case(database: str) -> None:
    users = pg_table("Users", {"userID": integer().primary_key(), "firstName": text(), "kept": text("asItIs").unique()})
    posts = pg_table(
        "posts",
        {"authorId": integer().references(users.userID).not_null(), "serialNo": text().unique()},
        lambda t: [unique().on(t.authorId, t.serialNo), index().on(t.authorId)],
    )

    pushed(database, users, posts, casing="snake_case")

    assert {name for (name,) in rows(database, NAMES)} == {
        "Users",
        "user_id",
        "first_name",
        "asItIs",
        "Users_pkey",
        "Users_asItIs_unique",
        "posts",
        "author_id",
        "serial_no",
        "posts_author_id_Users_user_id_fk",
        "posts_serial_no_unique",
        "posts_author_id_serial_no_unique",
        "posts_author_id_index",
    }


def test_omitted_names_are_written_in_camel_case(database: str) -> None:
    users = pg_table("users", {"user_id": integer().generated_always_as_identity().primary_key(), "x_y_z": text("a_b")})

    pushed(database, users, pg_table("p", {"the_user": integer().references(users.user_id)}), casing="camelCase")

    assert {name for (name,) in rows(database, NAMES)} == {
        "users",
        "userId",
        "a_b",
        "users_pkey",
        "users_userId_seq",
        "p",
        "theUser",
        "p_theUser_users_userId_fk",
    }


def test_builders_may_be_used_in_several_tables(database: str) -> None:
    common = {"id": integer().generated_always_as_identity().primary_key(), "note": text().unique()}
    first, second = pg_table("first", {**common}), pg_table("second", {**common, "more": text()})

    pushed(database, first, second)

    assert get_table_config(first).columns["note"] is not get_table_config(second).columns["note"]
    assert ("second_note_unique",) in rows(database, NAMES)


def test_extensions_are_made_where_they_are_wanted(database: str) -> None:
    extras = pg_schema("extras")
    pushed(
        database,
        extras,
        pg_extension("citext", schema="extras", comment="words of any case"),
        pg_table("people", {"email": citext().unique().default("A@b"), "other": custom_type("extras.citext")("x")}),
    )

    assert rows(
        database,
        "SELECT extname, extnamespace::regnamespace::text, obj_description(oid, 'pg_extension')"
        " FROM pg_extension WHERE extname <> 'plpgsql'",
    ) == [("citext", "extras", "words of any case")]
    assert rows(
        database,
        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'people'::regclass AND attnum > 0",
    ) == [("extras.citext",), ("extras.citext",)]
