import pytest

from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.enum import Enum
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr
from mizzle.model.index import Index, IndexKey
from mizzle.model.namespace import Namespace
from mizzle.model.object import changed, rewritten
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type

USERS = Table(ref=Ref("table", "app", "users"))
MOOD = Enum(ref=Ref("enum", "app", "mood"), labels=("good", "bad"))
NICK = Column(ref=Ref("column", "app", "users", "nick"), type=Type("text"))
FEELS = Column(ref=Ref("column", "app", "users", "feels"), type=Type("", Ref("type", "app", "mood")))
SHORT = Check(ref=Ref("check", "app", "users", "short"), expr=Expr(("length(", NICK.ref, ") < 9")))
BY_NICK = Index(ref=Ref("index", "app", "by_nick"), table=USERS.ref, keys=(IndexKey(value=NICK.ref),))
ALL = (USERS, MOOD, NICK, FEELS, SHORT, BY_NICK)


def test_a_schema_is_a_map_from_refs_to_objects() -> None:
    schema = Schema(ALL)

    assert schema[NICK.ref] is NICK
    assert len(schema) == 6
    assert list(schema.of(Column)) == [NICK, FEELS]
    assert Ref("table", "app", "orders") not in schema


def test_the_order_of_objects_is_no_difference() -> None:
    assert Schema(ALL) == Schema(reversed(ALL))
    assert Schema(ALL) != Schema(ALL[1:])


def test_two_objects_of_one_ref_are_refused() -> None:
    with pytest.raises(DeclarationError, match=r"two objects are called table app\.users"):
        Schema([USERS, Table(ref=USERS.ref, unlogged=True)])


def test_a_type_is_found_by_what_it_is_to_others() -> None:
    schema = Schema(ALL)

    assert schema.find(Ref("type", "app", "mood")) is MOOD
    assert schema.find(Ref("relation", "app", "by_nick")) is BY_NICK
    assert schema.find(Ref("type", "app", "users")) is USERS
    assert schema.find(Ref("type", "app", "nothing")) is None


def test_a_table_takes_its_columns_constraints_and_indexes_along() -> None:
    assert set(Schema(ALL).parts(USERS.ref)) == {NICK, FEELS, SHORT, BY_NICK}


def test_a_column_takes_along_what_mentions_it() -> None:
    assert set(Schema(ALL).parts(NICK.ref)) == {SHORT, BY_NICK}


def test_those_who_use_a_type_are_found() -> None:
    assert Schema(ALL).users(MOOD.ref) == (FEELS,)


def test_what_is_replaced_is_replaced_and_the_rest_stays() -> None:
    other = Table(ref=USERS.ref, comment="people")
    schema = Schema(ALL).with_([other])

    assert schema[USERS.ref] is other
    assert len(schema) == 6
    assert Schema(ALL).where(lambda item: item.ref.kind == "column") == Schema([NICK, FEELS])


def test_what_is_no_fact_is_no_difference() -> None:
    moved = Column(ref=NICK.ref, type=Type("text"), position=7, chosen=True, renamed="x", depends=frozenset([MOOD.ref]))

    assert moved == NICK
    assert changed(NICK, moved) == ()


def test_a_changed_fact_is_named() -> None:
    assert changed(NICK, Column(ref=NICK.ref, type=Type("text"), not_null=True, comment="c")) == ("comment", "not_null")


def test_the_order_of_storage_parameters_is_no_difference() -> None:
    one = Table(ref=USERS.ref, options=(("fillfactor", "70"), ("autovacuum_enabled", "false")))
    two = Table(ref=USERS.ref, options=tuple(reversed(one.options)))

    assert one == two
    assert changed(one, two) == ()


def test_an_object_needs_its_namespace_and_what_it_mentions() -> None:
    assert set(USERS.requires()) == {Namespace(ref=Ref("namespace", "", "app")).ref}
    assert set(SHORT.requires()) == {NICK.ref, USERS.ref}
    assert set(FEELS.requires()) == {Ref("type", "app", "mood"), USERS.ref}


def test_rewriting_nothing_gives_the_very_same_object() -> None:
    assert rewritten(SHORT, lambda expr: expr) is SHORT
    assert rewritten(SHORT, lambda _: Expr.of("true")).expr == Expr.of("true")


@pytest.mark.parametrize(
    ("kind", "base", "arguments"),
    [
        (Type("numeric(10,2)"), "numeric", ("10", "2")),
        (Type("timestamp(3) with time zone"), "timestamp with time zone", ("3",)),
        (Type("(3)", Ref("type", "public", "vector")), "public.vector", ("3",)),
        (Type("text"), "text", ()),
    ],
)
def test_a_type_is_told_from_its_modifiers(kind: Type, base: str, arguments: tuple[str, ...]) -> None:
    assert (kind.base, kind.arguments) == (base, arguments)


def test_an_array_reads_as_one() -> None:
    assert str(Type("", Ref("type", "app", "mood"), array=True)) == "app.mood[]"
