from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.enum import Enum
from mizzle.model.expr import Expr, Regclass
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.function import Argument, Function
from mizzle.model.index import Index, IndexKey
from mizzle.model.namespace import Namespace
from mizzle.model.owner import Owner
from mizzle.model.privileges import beside
from mizzle.model.ref import Ref
from mizzle.model.rename import MARK, carry, mover, swap_name
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table
from mizzle.model.type import Type

APP = Namespace(ref=Ref("namespace", "", "app"))
USERS = Table(ref=Ref("table", "app", "users"))
MOOD = Enum(ref=Ref("enum", "app", "mood"), labels=("good",))
IDS = Sequence(ref=Ref("sequence", "app", "ids"), owned_by=Ref("column", "app", "users", "id"))
ID = Column(
    ref=Ref("column", "app", "users", "id"),
    type=Type("integer"),
    default=Expr(("nextval(", Regclass(IDS.ref), "::regclass)")),
)
FEELS = Column(ref=Ref("column", "app", "users", "feels"), type=Type("", Ref("type", "app", "mood")))
BOSS = ForeignKey(ref=Ref("foreign_key", "app", "users", "boss"), columns=(ID.ref,), references=(ID.ref,))
SMALL = Check(ref=Ref("check", "app", "users", "small"), expr=Expr((ID.ref, " < 9")))
BY_ID = Index(ref=Ref("index", "app", "by_id"), table=USERS.ref, keys=(IndexKey(value=ID.ref),))
ALL = Schema([APP, USERS, MOOD, IDS, ID, FEELS, BOSS, SMALL, BY_ID])


def renamed(ref: Ref, **facts: str) -> tuple[Schema, Ref]:
    new = ref._replace(**facts)
    return carry(ALL, {ref: new}), new


def test_nothing_to_rename_gives_the_very_same_schema() -> None:
    assert carry(ALL, {}) is ALL


def test_a_renamed_column_is_followed_by_all_that_mention_it() -> None:
    schema, new = renamed(ID.ref, part="number")

    assert new in schema
    assert ID.ref not in schema
    assert next(schema.of(Check)).expr == Expr((new, " < 9"))
    assert next(schema.of(ForeignKey)).columns == next(schema.of(ForeignKey)).references == (new,)
    assert next(schema.of(Index)).keys[0].value == new
    assert next(schema.of(Sequence)).owned_by == new


def test_a_renamed_table_takes_its_parts_along() -> None:
    schema, new = renamed(USERS.ref, name="people")

    assert {part.ref.name for part in schema.parts(new) if part.ref.part} == {"people"}
    assert next(schema.of(Index)).table == new
    assert next(schema.of(Index)).ref == BY_ID.ref  # an index keeps its own name


def test_a_table_that_moves_takes_its_index_and_sequence_to_the_other_namespace() -> None:
    schema, new = renamed(USERS.ref, schema="public")

    assert next(schema.of(Index)).ref == Ref("index", "public", "by_id")
    assert next(schema.of(Sequence)).ref == Ref("sequence", "public", "ids")
    assert new in schema


def test_a_renamed_namespace_takes_everything_along() -> None:
    schema, _ = renamed(APP.ref, name="shop")

    assert {ref.schema for ref in schema} == {"", "shop"}
    column = schema[Ref("column", "shop", "users", "id")]
    assert isinstance(column, Column)
    assert column.default == Expr(("nextval(", Regclass(Ref("sequence", "shop", "ids")), "::regclass)"))


def test_a_renamed_type_is_followed_by_its_columns_that_know_only_a_type() -> None:
    schema, _ = renamed(MOOD.ref, name="temper")

    assert schema[FEELS.ref] == Column(ref=FEELS.ref, type=Type("", Ref("type", "app", "temper")))


def test_a_renamed_type_is_followed_by_a_function_of_it_and_by_who_owns_the_function() -> None:
    argument = Argument(type=Type("", Ref("type", "app", "mood")))
    function = Function(ref=Ref("function", "app", "felt(app.mood)"), arguments=(argument,), body="", language="sql")
    owner = Owner(ref=beside("owner", function.ref), of=function.ref, role=Ref("role", "", "boss"))
    schema = carry(ALL.with_([function, owner]), {MOOD.ref: MOOD.ref._replace(name="temper")})

    assert next(schema.of(Function)).ref.name == "felt(app.temper)"
    assert next(schema.of(Owner)).ref == beside("owner", next(schema.of(Function)).ref)


def test_two_columns_can_swap_their_names() -> None:
    swapped = carry(ALL, {ID.ref: FEELS.ref, FEELS.ref: ID.ref})

    assert swapped[ID.ref] == Column(ref=ID.ref, type=FEELS.type)
    assert next(swapped.of(Check)).expr == Expr((FEELS.ref, " < 9"))


def test_what_stands_where_a_rename_goes_is_marked() -> None:
    there = Table(ref=Ref("table", "app", "people"))
    schema = carry(ALL.with_([there]), {USERS.ref: there.ref})

    assert there.ref in schema
    assert Ref("table", "app", "people" + MARK) in schema


def test_a_column_is_renamed_in_a_table_that_is_renamed_too() -> None:
    move = mover({USERS.ref: Ref("table", "app", "people"), ID.ref: Ref("column", "app", "people", "number")})

    assert move(ID.ref) == Ref("column", "app", "people", "number")
    assert move(FEELS.ref) == Ref("column", "app", "people", "feels")
    assert move(Ref("table", "other", "users")) == Ref("table", "other", "users")


def test_the_name_of_a_type_that_waits_fits_into_63_bytes() -> None:
    assert swap_name("mood") == "mood__mizzle_old"
    assert len(swap_name("é" * 31).encode()) <= 63
