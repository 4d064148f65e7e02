"""pg_collation()."""

from typing import Any

import pytest

from mizzle.connection import Connection
from mizzle.dsl.collating import collation
from mizzle.dsl.collation import pg_collation
from mizzle.dsl.context import Context
from mizzle.dsl.declare import declare
from mizzle.dsl.index import index
from mizzle.dsl.table import pg_table
from mizzle.dsl.types import text
from mizzle.model.collation import Collation
from mizzle.model.errors import DeclarationError
from mizzle.model.ref import Ref
from tests.live import converge, settles


def test_a_declared_collation_is_made_used_and_never_planned_again(conn: Connection) -> None:
    plain = pg_collation("plain", locale="C", schema="app", comment="bytes")
    mixed = pg_collation("mixed", lc_collate="C", lc_ctype="POSIX")
    words = pg_table(
        "words", {"word": text().collate(plain)}, lambda table: [index("w").on(table.word.asc().collate(mixed))]
    )

    found = settles(conn, [plain, mixed, words])

    assert {item.ref.name for item in found.of(Collation)} == {"plain", "mixed"}


def test_an_icu_locale_is_compared_in_the_form_that_the_server_gives_it(conn: Connection) -> None:
    if not conn.execute("SELECT 1 FROM pg_collation WHERE collname = 'en-x-icu'").fetchone():
        pytest.skip("this server has no ICU")
    numeric = pg_collation("numeric", provider="icu", locale="en-u-kn-true", deterministic=False)

    settles(conn, [numeric, pg_table("words", {"word": text().collate(numeric)})])


def test_a_renamed_collation_is_not_made_again(conn: Connection) -> None:
    old = pg_collation("old", locale="C")
    settles(conn, [old, pg_table("words", {"word": text().collate(old)})])
    new = pg_collation("new", locale="C", renamed_from="old")

    made = converge(conn, declare([new, pg_table("words", {"word": text().collate(new)})], namespace="app"))

    assert [statement.text for statement in made.plan.statements] == ['ALTER COLLATION "app"."old" RENAME TO "new"']


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "needs a locale"),
        ({"lc_collate": "C"}, "needs a locale"),
        ({"provider": "icu"}, "has a locale"),
        ({"provider": "icu", "locale": "de", "lc_ctype": "C"}, "neither lc_collate nor lc_ctype"),
        ({"provider": "perl", "locale": "de"}, "must be one of 'libc', 'icu', 'builtin'"),
        ({"locale": "C", "rules": "& a < b"}, "only icu"),
        ({"locale": "C", "deterministic": False}, "only icu"),
    ],
)
def test_options_that_do_not_go_together_are_refused_where_they_are_given(
    options: dict[str, Any], message: str
) -> None:
    with pytest.raises(DeclarationError, match=rf"test_collation\.py:\d+: .*{message}"):
        pg_collation("german", **options)


def test_a_locale_with_a_dot_is_one_name() -> None:
    assert collation("en_US.utf8", Context()) == Ref("collation", "pg_catalog", "en_US.utf8")
    assert collation("app.mine", Context()) == Ref("collation", "app", "mine")
