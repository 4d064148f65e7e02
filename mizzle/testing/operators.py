"""Draw and edit operators, operator classes and operator families."""

from attrs import evolve

from mizzle.dsl.operator import ESTIMATES
from mizzle.model.function import Argument, Function
from mizzle.model.object import Object
from mizzle.model.operator import Operator, operated
from mizzle.model.operator_class import OperatorClass
from mizzle.model.operator_family import OperatorFamily, Strategy, Support, by_method
from mizzle.model.ref import Ref, signed
from mizzle.model.schema import Schema
from mizzle.model.type import Type
from mizzle.testing import draw
from mizzle.testing.choose import Chooser
from mizzle.testing.stacked import Change, Draw

INTEGER, BIGINT = Type("integer"), Type("bigint")
SIGNS = ("===", "<=>", "@#@")
RESTRICT = (None, *(Ref("function", "pg_catalog", f"{name}({ESTIMATES['restrict']})") for name in ("eqsel", "neqsel")))
JOIN = (None, Ref("function", "pg_catalog", f"eqjoinsel({ESTIMATES['join']})"))
# Strategy numbers of btree (manual, Interfacing Extensions to Indexes).
ORDER = {1: "<", 2: "<=", 3: "=", 4: ">=", 5: ">"}


def operator(choose: Chooser, state: Schema) -> list[Object]:
    """One over two integers, with a function of its own; perhaps its own commutator."""
    where = draw.place(choose, state)
    ref = operated(where, choose.one(SIGNS), INTEGER, INTEGER)
    called = Ref("function", where, signed(choose.one(["alike", "Much The Same"]), "integer, integer"))
    if ref in state or (called not in state and state.find(Ref("routine", where, called.own))):
        return []
    taken = (Argument(type=INTEGER), Argument(type=INTEGER))
    body = "SELECT $1 = $2"
    own = Function(ref=called, arguments=taken, returns=Type("boolean"), volatility="immutable", body=body)
    made = Operator(
        ref=ref,
        left=INTEGER,
        right=INTEGER,
        function=called,
        commutator=ref if choose.maybe() else None,
        restrict=choose.one(RESTRICT),
        join=choose.one(JOIN),
        comment=draw.comment(choose),
    )
    return [made] if called in state else [own, made]


def _members(left: Type, right: Type, numbers: list[int]) -> tuple[Strategy, ...]:
    """What PostgreSQL itself has for these types."""
    return tuple(
        Strategy(number=number, operator=operated("pg_catalog", ORDER[number], left, right))
        for number in sorted(numbers)
    )


def _compare(left: Type, right: Type, name: str) -> Support:
    called = Ref("function", "pg_catalog", signed(name, f"{left}, {right}"))
    return Support(number=1, left=left, right=right, function=called)


def operator_family(choose: Chooser, state: Schema) -> list[Object]:
    """One of its own, perhaps with members that belong to no class."""
    where = draw.place(choose, state)
    ref = by_method("operator_family", where, choose.one(["f1", "By Size"]), "btree")
    if ref in state:
        return []
    numbers = choose.some(list(ORDER), 1, 5) if choose.maybe() else []
    functions = (_compare(INTEGER, BIGINT, "btint48cmp"),) if choose.maybe() else ()
    operators = _members(INTEGER, BIGINT, numbers)
    return [OperatorFamily(ref=ref, operators=operators, functions=functions, comment=draw.comment(choose))]


def operator_class(choose: Chooser, state: Schema) -> list[Object]:
    """One for integer beside PostgreSQL's own, in a family that may be there already."""
    where = draw.place(choose, state)
    ref = by_method("operator_class", where, choose.one(["c1", "By Amount"]), "btree")
    taken = {item.family for item in state.of(OperatorClass)}
    families = [item.ref for item in state.of(OperatorFamily) if item.ref not in taken]
    fresh = [] if families else operator_family(choose, state)
    if ref in state or not (families or fresh):
        return []
    made = OperatorClass(
        ref=ref,
        type=INTEGER,
        family=choose.one(families or [fresh[0].ref]),
        operators=_members(INTEGER, INTEGER, choose.some(list(ORDER), 1, 5)),
        functions=(_compare(INTEGER, INTEGER, "btint4cmp"),),
        comment=draw.comment(choose),
    )
    return [*fresh, made]


DRAWS: dict[type[Object], Draw] = {
    Operator: operator,
    OperatorFamily: operator_family,
    OperatorClass: operator_class,
}


def change_operator(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, Operator)  # noqa: S101
    match choose.one(["restrict", "join", "commutator"]):
        case "restrict":
            return [evolve(item, restrict=choose.one(RESTRICT))]
        case "join":
            return [evolve(item, join=choose.one(JOIN))]
    return [evolve(item, commutator=None if item.commutator else item.ref)]


def change_family(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, OperatorFamily)  # noqa: S101
    return [evolve(item, operators=_members(INTEGER, BIGINT, choose.some(list(ORDER), 1, 5)))]


def change_class(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, OperatorClass)  # noqa: S101
    return [evolve(item, operators=_members(INTEGER, INTEGER, choose.some(list(ORDER), 1, 5)))]


CHANGES: dict[type[Object], Change] = {
    Operator: change_operator,
    OperatorFamily: change_family,
    OperatorClass: change_class,
}
