"""Draw and edit functions, procedures, aggregates, casts and event triggers."""

from attrs import evolve

from mizzle.model.aggregate import Aggregate, State
from mizzle.model.cast import Cast, between
from mizzle.model.domain import Domain
from mizzle.model.enum import Enum
from mizzle.model.event_trigger import EventTrigger
from mizzle.model.expr import Expr, Piece
from mizzle.model.function import Argument, Function
from mizzle.model.object import Object
from mizzle.model.ref import Ref, signed
from mizzle.model.schema import Schema
from mizzle.model.type import Type
from mizzle.testing import draw
from mizzle.testing.choose import Chooser
from mizzle.testing.stacked import Change, Draw

NAMES = ("total", "Of Kind", "f1", "f2")
VOLATILITIES = ("volatile", "stable", "immutable")


def _free(state: Schema, ref: Ref) -> bool:
    """Whether no routine has the name with these arguments."""
    return state.find(Ref("routine", ref.schema, ref.name)) is None


def _user_type(choose: Chooser, state: Schema) -> Type | None:
    found = [Type("", Ref("type", *item.ref[1:3])) for kind in (Enum, Domain) for item in state.of(kind)]
    return choose.one(found) if found else None


def function(choose: Chooser, state: Schema) -> list[Object]:
    """An SQL function: a body in quotes or of the SQL standard, over a type of users' own, over a table."""
    where = draw.place(choose, state)
    type_ = choose.one([Type("integer"), Type("text"), _user_type(choose, state) or Type("integer")])
    more = (Argument(type=Type("integer"), name="times", default=Expr.of("2")),) if choose.maybe(3) else ()
    listed = ", ".join(str(item.type) for item in (Argument(type=type_), *more))
    ref = Ref("function", where, signed(choose.one(NAMES), listed))
    if not _free(state, ref):
        return []
    many = choose.maybe(4)
    made = Function(
        ref=ref,
        arguments=(Argument(type=type_, name="given"), *more),
        returns=type_,
        set_of=many,
        rows=choose.one([1000, 10]) if many else 0,
        cost=choose.one([100, 5]),
        volatility=choose.one(VOLATILITIES),
        strict=choose.maybe(),
        parallel=choose.one(["unsafe", "safe", "restricted"]),
        security_definer=choose.maybe(6),
        leakproof=choose.maybe(8),
        settings=choose.one([(), (("work_mem", "1MB"),), (("search_path", "pg_catalog, pg_temp"),)]),
        comment=draw.comment(choose),
    )
    table = draw.some_table(choose, state)
    if table and choose.maybe():
        choose.note("standard body")
        counted: tuple[Piece, ...] = ("(SELECT CASE WHEN count(*) > 0 THEN given END FROM ", table.ref, ")")
        text = ("RETURN ", *counted) if choose.maybe() else ("BEGIN ATOMIC\n SELECT ", *counted, ";\nEND")
        return [evolve(made, definition=Expr(text), volatility="stable")]
    if choose.maybe(3):
        choose.note("plpgsql")
        body = "BEGIN RETURN NEXT given; END" if many else "BEGIN RETURN given; END"
        return [evolve(made, language="plpgsql", body=body)]
    return [evolve(made, body=choose.one(["SELECT given", "\n  SELECT given -- it's\n", "SELECT $1 /* $$ */"]))]


def procedure(choose: Chooser, state: Schema) -> list[Object]:
    where = draw.place(choose, state)
    ref = Ref("function", where, signed(choose.one(NAMES), "boolean"))
    if not _free(state, ref):
        return []
    choose.note("procedure")
    table = draw.some_table(choose, state)
    made = Function(
        ref=ref,
        procedure=True,
        arguments=(Argument(type=Type("boolean"), name="really"),),
        comment=draw.comment(choose),
    )
    if table and choose.maybe():
        return [evolve(made, definition=Expr(("BEGIN ATOMIC\n DELETE FROM ", table.ref, " WHERE really;\nEND")))]
    return [evolve(made, body="SELECT 1")]


def aggregate(choose: Chooser, state: Schema) -> list[Object]:
    """An aggregate with a function of its own that goes from state to state."""
    where = draw.place(choose, state)
    step = Ref("function", where, signed(choose.one(["step", "Next One"]), "bigint, integer"))
    ref = Ref("aggregate", where, signed(choose.one(["product", "Sum Of", *NAMES]), "integer"))
    if not _free(state, ref):
        return []
    taken = (Argument(type=Type("bigint")), Argument(type=Type("integer")))
    own = Function(ref=step, arguments=taken, returns=Type("bigint"), volatility="immutable", body="SELECT $1 + $2")
    made = Aggregate(
        ref=ref,
        arguments=(Argument(type=Type("integer")),),
        state=State(function=step, type=Type("bigint"), initial=choose.one([None, "0"])),
        parallel=choose.one(["unsafe", "safe"]),
        comment=draw.comment(choose),
    )
    return [made] if step in state else [own, made]


def cast(choose: Chooser, state: Schema) -> list[Object]:
    """From an enum to integer, by a function."""
    enums = list(state.of(Enum))
    if not enums:
        return []
    source = Type("", Ref("type", *choose.one(enums).ref[1:3]))
    ref = between(source, Type("integer"))
    way = Ref("function", draw.place(choose, state), signed("number of", str(source)))
    if ref in state or not _free(state, way):
        return []
    number = Function(
        ref=way, arguments=(Argument(type=source),), returns=Type("integer"), volatility="immutable", body="SELECT 1"
    )
    return [
        number,
        Cast(
            ref=ref,
            source=source,
            target=Type("integer"),
            function=way,
            context=choose.one(["explicit", "assignment"]),
            comment=draw.comment(choose),
        ),
    ]


def event_trigger(choose: Chooser, state: Schema) -> list[Object]:
    ref = Ref("event_trigger", "", choose.one(["watch", "On DDL"]))
    if ref in state:
        return []
    called = Ref("function", draw.place(choose, state), signed(choose.one(["seen", "Noted"]), ""))
    own = Function(ref=called, returns=Type("event_trigger"), language="plpgsql", body="BEGIN NULL; END")
    if not _free(state, called):
        return []
    tags = choose.one([(), ("CREATE TABLE",), ("ALTER TABLE", "DROP TABLE")])
    event = choose.one(["ddl_command_end", "ddl_command_start"])
    made = EventTrigger(
        ref=ref,
        event=event,
        function=called,
        tags=tags,
        enabled=choose.one(["origin", "disabled"]),
        comment=draw.comment(choose),
    )
    return [own, made]


DRAWS: dict[type[Object], Draw] = {
    Function: lambda choose, state: function(choose, state) if not choose.maybe(3) else procedure(choose, state),
    Aggregate: aggregate,
    Cast: cast,
    EventTrigger: event_trigger,
}


def change_function(choose: Chooser, state: Schema, item: Object) -> list[Object]:
    assert isinstance(item, Function)  # noqa: S101
    if item.returns in (Type("trigger"), Type("event_trigger")):
        return [evolve(item, security_definer=not item.security_definer)]
    match choose.one(["volatility", "strict", "cost", "settings", "body", "parallel", "leakproof", "names", "default"]):
        case "volatility" if not item.procedure:
            return [evolve(item, volatility=choose.one(VOLATILITIES))]
        case "strict" if not (item.procedure or state.users(item.ref)):  # an aggregate may need one that is not
            return [evolve(item, strict=not item.strict)]
        case "cost" if not item.procedure:
            return [evolve(item, cost=choose.one([100, 7]), rows=choose.one([1000, 3]) if item.set_of else 0)]
        case "settings":
            return [evolve(item, settings=choose.one([(), (("work_mem", "2MB"), ("search_path", '""'))]))]
        case "body" if item.body and item.body.startswith("SELECT g"):
            return [evolve(item, body=item.body + " ")]
        case "parallel" if not item.procedure:
            return [evolve(item, parallel=choose.one(["unsafe", "safe"]))]
        case "leakproof" if not item.procedure:
            return [evolve(item, leakproof=not item.leakproof)]
        case "default" if len(item.arguments) > 1 and item.arguments[-1].default:
            last = evolve(item.arguments[-1], default=Expr.of(choose.one(["3", "1 + 1"])))
            return [evolve(item, arguments=(*item.arguments[:-1], last))]
        case "names" if item.body == "SELECT 1":
            return [
                evolve(item, arguments=tuple(evolve(each, name=choose.one(["other", ""])) for each in item.arguments))
            ]
    return []


def change_aggregate(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, Aggregate)  # noqa: S101
    if choose.maybe():
        return [evolve(item, parallel="safe" if item.parallel == "unsafe" else "unsafe")]
    return [evolve(item, state=evolve(item.state, initial=choose.one([None, "0", "7"])))]


def change_cast(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, Cast)  # noqa: S101
    return [evolve(item, context=choose.one(["explicit", "assignment"]))]


def change_event_trigger(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, EventTrigger)  # noqa: S101
    if choose.maybe():
        return [evolve(item, tags=choose.one([(), ("CREATE VIEW",)]))]
    return [evolve(item, enabled=choose.one(["origin", "disabled", "always", "replica"]))]


CHANGES: dict[type[Object], Change] = {
    Function: change_function,
    Aggregate: change_aggregate,
    Cast: change_cast,
    EventTrigger: change_event_trigger,
}
