import pytest

from mizzle import boolean, integer, pg_policy, pg_table, sql, text
from mizzle.connection import Connection
from mizzle.dsl.declare import declare
from mizzle.model.errors import DeclarationError
from mizzle.model.policy import Policy
from mizzle.model.ref import Ref
from mizzle.model.table import Table
from mizzle.snapshot import dump, load
from tests.live import converge, live

notes = pg_table(
    "notes",
    {"id": integer(), "owner": text(), "shared": boolean()},
    lambda table: [
        pg_policy("own", using=sql("{} = current_user", table.owner)).comment("one's own"),
        pg_policy(
            "reads",
            as_="restrictive",
            for_="select",
            to=["pg_monitor", "pg_read_all_data"],
            using=sql("{} IN ('a', 'b') OR {}", table.owner, table.shared),
        ),
        pg_policy("writes", for_="insert", to="pg_monitor", with_check=sql("{} > 0", table.id)),
    ],
)


def test_policies_are_made_and_never_planned_again(conn: Connection) -> None:
    schema = declare([notes], namespace="app")

    converge(conn, schema)

    assert set(live(conn)) >= set(schema)
    assert load(dump(schema)) == schema


def test_a_table_with_policies_has_row_security_unless_it_says_otherwise() -> None:
    off = pg_table("off", {"id": integer()}, [pg_policy("all")], row_security=False)
    forced = pg_table("forced", {"id": integer()}, row_security=True, force_row_security=True)

    tables = {item.ref.name: item for item in declare([notes, off, forced]).of(Table)}

    assert {name: (item.row_security, item.force_row_security) for name, item in tables.items()} == {
        "notes": (True, False),
        "off": (False, False),
        "forced": (True, True),
    }


def test_a_policy_can_be_declared_beside_its_table(conn: Connection) -> None:
    bare = pg_table("bare", {"id": integer()}, row_security=True, schema="app")
    beside = pg_policy("positive", using=sql("{} > 0", bare.id)).on(bare)

    converge(conn, declare([bare, beside]))

    policy = live(conn)[Ref("policy", "app", "bare", "positive")]
    assert isinstance(policy, Policy)
    assert policy.table == Ref("table", "app", "bare")


def test_a_renamed_policy_is_altered_and_not_made_again(conn: Connection) -> None:
    converge(
        conn, declare([pg_table("notes", {"id": integer()}, [pg_policy("old", using=sql("id > 0"))])], namespace="app")
    )
    new = pg_policy("new", using=sql("id > 1")).renamed_from("old")

    made = converge(conn, declare([pg_table("notes", {"id": integer()}, [new])], namespace="app"))

    assert [statement.text for statement in made.plan.statements] == [
        'ALTER POLICY "old" ON "app"."notes" RENAME TO "new"',
        'ALTER POLICY "new" ON "app"."notes" USING (id > 1)',
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"as_": "strict"}, "policy p is permissive or restrictive, not 'strict'"),
        ({"for_": "truncate"}, "policy p is for one of all, select, insert, update, delete, not 'truncate'"),
        ({"using": "id > 0"}, "using of policy p is sql(...) or an expression, not str"),
        ({"for_": "insert", "using": sql("true")}, "give with_check, not using"),
        ({"for_": "delete", "with_check": sql("true")}, "give using, not with_check"),
        ({"to": "current_user"}, "policy p cannot be for current_user"),
        ({"to": []}, "policy p names no role"),
        ({"to": 7}, "policy p takes the name of a role, not 7"),
    ],
)
def test_what_no_policy_can_be_is_refused_where_it_is_declared(options: dict[str, object], message: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        pg_policy("p", **options)  # type: ignore[arg-type]

    assert message in str(refused.value)
    assert "test_policy.py:" in str(refused.value)
