"""Order of whole plans between two declarations, as text: what may share an ALTER TABLE, and what comes first."""

from typing import Any

from mizzle import bigint, declare, integer, pg_composite, pg_table, text
from mizzle.answers import Answers
from mizzle.model.facts import Facts
from mizzle.planning import draft


def planned(old: list[Any], new: list[Any]) -> list[str]:
    made = draft(declare(old), declare(new), facts=Facts(), connection=None, answers=Answers(all=True))
    return [statement.text for statement in made.plan.statements]


def test_an_identity_ends_before_its_column_gets_a_type_that_cannot_count() -> None:
    old = pg_table("users", {"id": integer().generated_always_as_identity(), "name": text()})
    new = pg_table("users", {"id": text().not_null(), "title": text()})

    assert planned([old], [new]) == [
        'ALTER TABLE "public"."users" DROP COLUMN "name"',
        'ALTER TABLE "public"."users" ALTER COLUMN "id" DROP IDENTITY',
        'ALTER TABLE "public"."users"\n    ALTER COLUMN "id" TYPE text,\n    ADD COLUMN "title" text',
    ]


def test_an_identity_ends_with_the_change_to_a_wider_type() -> None:
    old = pg_table("users", {"id": integer().generated_always_as_identity()})
    new = pg_table("users", {"id": bigint().not_null()})

    assert planned([old], [new]) == [
        'ALTER TABLE "public"."users"\n    ALTER COLUMN "id" DROP IDENTITY,\n    ALTER COLUMN "id" TYPE bigint'
    ]


PERSON = pg_composite("person", {"name": text()})


def test_a_table_leaves_its_type_before_anything_else_of_it_changes() -> None:
    old = pg_table("users", {"name": text()}, of_type="person")
    new = pg_table("users", {"id": integer()}, options={"fillfactor": 70})

    assert planned([PERSON, old], [PERSON, new]) == [
        'ALTER TABLE "public"."users" NOT OF',
        'ALTER TABLE "public"."users"\n    DROP COLUMN "name",\n    ADD COLUMN "id" integer,\n    SET ("fillfactor" = \'70\')',
    ]


def test_a_table_leaves_its_type_before_it_inherits() -> None:
    above = pg_table("above", {"name": text()})
    old = pg_table("users", {"name": text()}, of_type="person")
    new = pg_table("users", {}, inherits=[above])

    assert planned([PERSON, above, old], [PERSON, above, new]) == [
        'ALTER TABLE "public"."users" NOT OF',
        'ALTER TABLE "public"."users" INHERIT "public"."above"',
    ]


def test_a_table_keeps_its_type_while_its_options_change() -> None:
    old = pg_table("users", {"name": text()}, of_type="person")
    new = pg_table("users", {"name": text()}, of_type="person", options={"fillfactor": 70})

    assert planned([PERSON, old], [PERSON, new]) == ["""ALTER TABLE "public"."users" SET ("fillfactor" = '70')"""]
