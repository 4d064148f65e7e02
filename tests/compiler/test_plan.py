"""Order of whole plans between two declarations, as text: what may share an ALTER TABLE, and what comes first."""

from typing import Any

import pytest
from attrs import evolve

from mizzle import (
    bigint,
    check,
    custom_type,
    declare,
    index,
    integer,
    pg_composite,
    pg_domain,
    pg_table,
    primary_key,
    serial,
    sql,
    text,
    unique_index,
    varchar,
)
from mizzle.answers import Answers
from mizzle.dsl.partition import in_values, list_, partition_of
from mizzle.model.column import Column, Generated
from mizzle.model.errors import UnsupportedChange
from mizzle.model.expr import Expr
from mizzle.model.facts import Facts
from mizzle.model.ref import Ref
from mizzle.planning import draft


def planned(old: list[Any], new: list[Any], *, online: bool = False, user: Ref | None = None) -> list[str]:
    """The statements for a server where `user` runs them; for a file where none is named."""
    facts, answers = Facts(user=user), Answers(all=True)
    made = draft(declare(old), declare(new), facts=facts, connection=None, answers=answers, online=online)
    return [statement.text for statement in made.plan.statements]


def test_an_identity_ends_before_its_column_gets_a_type_that_cannot_count() -> None:
    old = pg_table("users", {"id": integer().generated_always_as_identity(), "name": text()})
    new = pg_table("users", {"id": text().not_null(), "title": text()})

    assert planned([old], [new]) == [
        'ALTER TABLE "public"."users"\n    DROP COLUMN "name",\n    ALTER COLUMN "id" DROP IDENTITY',
        'ALTER TABLE "public"."users"\n    ALTER COLUMN "id" TYPE text,\n    ADD COLUMN "title" text',
    ]


def test_an_identity_ends_with_the_change_to_a_wider_type() -> None:
    old = pg_table("users", {"id": integer().generated_always_as_identity()})
    new = pg_table("users", {"id": bigint().not_null()})

    assert planned([old], [new]) == [
        'ALTER TABLE "public"."users"\n    ALTER COLUMN "id" DROP IDENTITY,\n    ALTER COLUMN "id" TYPE bigint'
    ]


def test_a_name_that_somebody_gave_a_not_null_makes_way_for_what_is_declared_to_have_it() -> None:
    old = pg_table("t", {"a": integer().not_null(name="x"), "b": integer().not_null(name="y"), "c": integer()})
    columns = {"a": integer().not_null(), "b": integer().not_null(), "c": integer()}
    me = Ref("role", "", "me")

    assert planned([old], [pg_table("t", columns)], user=me) == []
    assert planned([old], [pg_table("t", columns, lambda table: [check("x", sql("{} > 0", table.a))])], user=me) == [
        'ALTER TABLE "public"."t" RENAME CONSTRAINT "x" TO "t_a_not_null"',
        'ALTER TABLE "public"."t" ADD CONSTRAINT "x" CHECK ("a" > 0)',
    ]
    assert planned([old], [pg_table("t", columns | {"c": integer().not_null(name="y")})], user=me) == [
        'ALTER TABLE "public"."t" RENAME CONSTRAINT "y" TO "t_b_not_null"',
        'ALTER TABLE "public"."t" ADD CONSTRAINT "y" NOT NULL "c"',
    ]


def test_a_file_gives_and_takes_the_name_of_a_not_null_that_no_server_has_told() -> None:
    named, plain = (pg_table("t", {"a": integer().not_null(name=name)}) for name in ("x", None))

    assert planned([named], [plain]) == ['ALTER TABLE "public"."t" RENAME CONSTRAINT "x" TO "t_a_not_null"']
    (given,) = planned([plain], [named])
    assert given.startswith("DO ")
    assert "'x'" in given


def test_statistics_are_made_anew_where_a_change_of_type_took_them() -> None:
    """In the tables that inherit and did before, once in each."""

    def tables(*heirs: str, alone: str, length: int) -> list[Any]:
        columns = {"name": varchar(length=length)}
        above = pg_table("above", columns)
        return [above, *(pg_table(heir, {}, inherits=[above]) for heir in heirs), pg_table(alone, columns)]

    old = tables("stays", "leaves", alone="comes", length=9)
    new = tables("stays", "new", "comes", alone="leaves", length=10)

    made = planned(old, new, online=True)

    assert [text for text in made if text.startswith("ANALYZE")] == [
        f'ANALYZE "public"."{name}" ("name")' for name in ("above", "stays", "comes", "leaves")
    ]
    # PostgreSQL 18 goes down to what inherits by itself.
    made = planned(old, new, online=True, user=Ref("role", "", "me"))
    assert [text for text in made if text.startswith("ANALYZE")] == [
        f'ANALYZE "public"."{name}" ("name")' for name in ("above", "comes", "leaves")
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


def test_a_table_of_a_type_whose_attributes_stand_in_another_order_is_refused() -> None:
    def state(*names: str) -> list[Any]:
        columns = {name: text() for name in names}
        return [pg_composite("person", columns), pg_table("users", columns, of_type="person")]

    with pytest.raises(UnsupportedChange, match=r"public\.users: its columns stand in the order id, name, and type"):
        planned(state("id", "name"), state("name", "id"))


def test_a_generated_column_that_calls_ones_own_function_stays_generated_before_15() -> None:
    """PostgreSQL 14 drops it along with the function, whatever it has become meanwhile."""
    plain = declare([pg_table("users", {"id": integer(), "twice": integer()})])
    column = plain[Ref("column", "public", "users", "twice")]
    called = Ref("function", "public", "twice(integer)")
    assert isinstance(column, Column)

    def made(major: int, *needed: Ref) -> list[str]:
        computed = evolve(column, generated=Generated(Expr.of("twice(id)")), depends=frozenset(needed))
        old, facts = plain.with_([computed]), Facts(version=major * 10000)
        changed = draft(old, plain, facts=facts, connection=None, answers=Answers(all=True))
        return [statement.text for statement in changed.plan.statements]

    assert made(15, called) == made(14) == ['ALTER TABLE "public"."users" ALTER COLUMN "twice" DROP EXPRESSION']
    with pytest.raises(UnsupportedChange, match=r"users\.twice: PostgreSQL before 15 does not let it become plain"):
        made(14, called)


def test_an_index_that_an_interrupted_plan_has_left_is_built_again_and_its_key_exchanged_as_before() -> None:
    def state(*over: str, left: bool = False) -> list[Any]:
        def extras(t: Any) -> list[Any]:
            spare = [unique_index("k__mizzle_new").on(t.a, t.b)] if left else []
            return [primary_key(columns=[t[name] for name in over], name="k"), *spare]

        return [pg_table("t", {"a": integer().not_null(), "b": integer().not_null()}, extras)]

    exchange = planned(state("a"), state("a", "b"), online=True)

    assert exchange[1] == (
        'ALTER TABLE "public"."t"\n    DROP CONSTRAINT "k",\n    ADD CONSTRAINT "k" PRIMARY KEY USING INDEX "k__mizzle_new"'
    )
    repair = 'DROP INDEX CONCURRENTLY "public"."k__mizzle_new"'
    assert planned(state("a", left=True), state("a", "b"), online=True) == [repair, *exchange]


def test_what_a_partition_has_by_itself_becomes_part_of_its_parents_and_is_not_built_again() -> None:
    def tree(*, joined: bool) -> list[Any]:
        columns = {"id": integer().not_null(), "name": text()}
        whole = pg_table(
            "g", columns, lambda t: [index("by_name").on(t.name)] if joined else [], partition_by=list_("id")
        )
        own = pg_table("c", columns, lambda t: [index("own").on(t.name)])
        return [whole, partition_of(whole, "c", for_values=in_values(1)) if joined else own]

    assert planned(tree(joined=False), tree(joined=True)) == [
        'ALTER TABLE "public"."g" ATTACH PARTITION "public"."c" FOR VALUES IN (1)',
        'CREATE INDEX "by_name" ON "public"."g" USING btree ("name")',
    ]
    assert planned(tree(joined=False), tree(joined=True), online=True, user=Ref("role", "", "me"))[-1:] == [
        'ALTER INDEX "public"."by_name" ATTACH PARTITION "public"."own"',
    ]


def test_a_partition_that_goes_one_level_down_has_a_new_check_from_above_before_it_joins() -> None:
    def tree(*, below: bool, checked: bool) -> list[Any]:
        checks = [check("k", sql("id > 0"))] if checked else []
        whole = pg_table("g", {"id": integer().not_null()}, checks, partition_by=list_("id"))
        half = partition_of(whole, "p", for_values=in_values(1, 2), partition_by=list_("id"))
        return [whole, half, partition_of(half if below else whole, "c", for_values=in_values(1 if below else 3))]

    assert planned(tree(below=False, checked=False), tree(below=True, checked=True)) == [
        'ALTER TABLE "public"."g" DETACH PARTITION "public"."c"',
        'ALTER TABLE "public"."c" ADD CONSTRAINT "k" CHECK (id > 0)',
        'ALTER TABLE "public"."g" ADD CONSTRAINT "k" CHECK (id > 0)',
        'ALTER TABLE "public"."p" ATTACH PARTITION "public"."c" FOR VALUES IN (1)',
    ]


def test_a_partition_has_no_default_of_its_own_changed_beside_an_identity_from_above() -> None:
    """Since PostgreSQL 17 no ALTER gives or takes it, nor gives the identity where it is."""

    def made(major: int, old: tuple[Any, int | None], new: tuple[Any, int | None]) -> list[str]:
        states = []
        for column, default in (old, new):
            whole = pg_table("p", {"id": column}, partition_by=list_("id"))
            state = declare([whole, partition_of(whole, "c", for_values=in_values(1))])
            part = state[Ref("column", "public", "c", "id")]
            assert isinstance(part, Column)
            states.append(state.with_([evolve(part, default=None if default is None else Expr.of(str(default)))]))
        changed = draft(*states, facts=Facts(version=major * 10000), connection=None, answers=Answers(all=True))
        return [statement.text for statement in changed.plan.statements]

    plain, counted = integer().not_null(), integer().generated_by_default_as_identity()
    for old, new in (((counted, 1), (counted, 2)), ((counted, 1), (counted, None)), ((plain, 1), (counted, 1))):
        with pytest.raises(UnsupportedChange, match=r"public\.c\.id: PostgreSQL does not let it have another default"):
            made(18, old, new)
        assert made(16, old, new)
    assert made(18, (counted, 1), (counted, 1)) == []
    assert made(18, (counted, 1), (plain, 2)) == [
        'ALTER TABLE "public"."p" ALTER COLUMN "id" DROP IDENTITY',
        'ALTER TABLE "public"."c" ALTER COLUMN "id" SET DEFAULT 2',
    ]


def test_a_column_whose_rows_another_column_holds_keeps_its_type() -> None:
    def state(of: Any) -> list[Any]:
        return [pg_table("users", {"id": of, "name": text()}), pg_table("kept", {"row": custom_type("users")()})]

    with pytest.raises(
        UnsupportedChange, match=r"public\.users\.id: its type cannot change while column public\.kept\.row"
    ):
        planned(state(integer()), state(bigint()))


def test_a_column_that_holds_rows_of_a_table_otherwise_from_now_on_lets_it_change_no_more_than_before() -> None:
    def state(kind: str, of: Any) -> list[Any]:
        return [pg_table("users", {"id": of}), pg_table("kept", {"row": custom_type(kind)()})]

    with pytest.raises(
        UnsupportedChange, match=r"public\.users\.id: its type cannot change while column public\.kept\.row"
    ):
        planned(state("users[]", integer()), state("users", bigint()))
    assert planned(state("users[]", integer()), state("text", bigint()))[-1].endswith("TYPE bigint")


def test_a_table_whose_rows_another_column_holds_gets_no_column_with_a_value_and_a_plain_one() -> None:
    held, kept = {"id": integer()}, pg_table("kept", {"rows": custom_type("users[]")()})

    def state(**more: Any) -> list[Any]:
        return [pg_table("users", held | more), kept]

    for column in (integer().default(3), serial(), integer().generated_always_as(sql("id + 1"))):
        with pytest.raises(UnsupportedChange, match=r"public\.users\.n: it cannot be added with a value while column"):
            planned(state(), state(n=column))
    assert planned(state(), state(n=integer())) == ['ALTER TABLE "public"."users" ADD COLUMN "n" integer']
    assert planned([pg_table("users", held)], state(n=integer().default(3))) == [
        'ALTER TABLE "public"."users" ADD COLUMN "n" integer DEFAULT 3',
        'CREATE TABLE "public"."kept" (\n    "rows" "public"."users"[]\n)',
    ]


def test_a_domain_in_the_rows_that_a_column_holds_gets_no_check() -> None:
    def state(*checks: Any, held: bool = True) -> list[Any]:
        amount = pg_domain("amount", integer(), checks=checks)
        kept = pg_table("kept", {"rows": custom_type("users")() if held else integer()})
        return [amount, pg_table("users", {"n": amount()}), kept]

    positive = check("positive", sql("VALUE > 0"))
    with pytest.raises(
        UnsupportedChange, match=r"public\.users\.n: its type cannot change while column public\.kept\.rows"
    ):
        planned(state(), state(positive))
    assert planned(state(held=False), state(positive, held=False)) == [
        'ALTER DOMAIN "public"."amount" ADD CONSTRAINT "positive" CHECK (VALUE > 0)'
    ]


def test_a_not_null_that_nobody_named_leaves_its_usual_name_to_a_constraint() -> None:
    users = pg_table(
        "users",
        {"name": text().not_null(), "mail": text().not_null(), "id": serial()},
        [check("users_name_not_null", sql("true")), check("users_id_not_null", sql("true"))],
    )

    assert planned([], [users])[1].split("\n")[1:4] == [
        '    "name" text CONSTRAINT "users_name_not_null1" NOT NULL,',
        '    "mail" text NOT NULL,',
        '    "id" integer DEFAULT nextval(\'public.users_id_seq\'::regclass) CONSTRAINT "users_id_not_null1" NOT NULL,',
    ]


def named(*names: str) -> Any:
    return pg_table("users", {letter: text().not_null(name=name) for letter, name in zip("abcd", names, strict=False)})


def renamed(*steps: str) -> list[str]:
    return [
        f'ALTER TABLE "public"."users" RENAME CONSTRAINT "{now}" TO "{then}"'
        for now, then in (step.split(" ") for step in steps)
    ]


def test_one_of_a_ring_of_names_of_not_null_goes_aside() -> None:
    assert planned([named("one", "two", "three")], [named("two", "three", "one")]) == renamed(
        "one two__mizzle_old", "three one", "two three", "two__mizzle_old two"
    )


def test_names_of_not_null_that_only_move_on_need_no_name_between() -> None:
    assert planned([named("one", "two", "three")], [named("two", "three", "four")]) == renamed(
        "three four", "two three", "one two"
    )
