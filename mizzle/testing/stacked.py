"""Draw and edit what stands on tables: views over views, triggers, rules, policies, statistics.

Whatever they use may be dropped, renamed or given another type by any other edit; a plan has to take them down and put them
back, or to see that they may stay.
"""

from collections.abc import Callable

from attrs import evolve

from mizzle.model.expr import Expr, Piece
from mizzle.model.function import Function
from mizzle.model.materialized_view import MaterializedView
from mizzle.model.object import Object
from mizzle.model.policy import Policy
from mizzle.model.ref import Ref, signed
from mizzle.model.role import PUBLIC, Role
from mizzle.model.rule import Rule
from mizzle.model.schema import Schema
from mizzle.model.statistics import Statistics
from mizzle.model.trigger import Trigger
from mizzle.model.type import Type
from mizzle.model.view import View
from mizzle.testing import draw
from mizzle.testing.choose import Chooser

Draw = Callable[[Chooser, Schema], list[Object]]
Change = Callable[[Chooser, Schema, Object], list[Object]]
VIEW_OPTIONS = ((), (), (("security_barrier", "true"),), (("check_option", "local"),))


def _listed(refs: list[Ref]) -> list[Piece]:
    found: list[Piece] = []
    for ref in refs:
        found += [", ", ref] if found else [ref]
    return found


def _query(choose: Chooser, state: Schema) -> Expr | None:
    """A SELECT from a table or from a view."""
    views = [item.ref for kind in (View, MaterializedView) for item in state.of(kind)]
    if views and choose.maybe():
        return Expr(("SELECT * FROM ", choose.one(views)))
    table = draw.some_table(choose, state)
    if table is None:
        return None
    picked = [item.ref for item in choose.some(draw.columns(state, table.ref), 1, 3)]
    keys = draw.keyable(state, table.ref)
    if keys and choose.maybe(3):
        key = choose.one(keys).ref
        return Expr(("SELECT count(*) AS n, ", key, " FROM ", table.ref, " GROUP BY ", key))
    if choose.maybe(3):
        return Expr(("SELECT ", *_listed(picked), " FROM ", table.ref, " WHERE ", picked[0], " IS NOT NULL"))
    return Expr(("SELECT ", *_listed(picked), " FROM ", table.ref))


def _grouped(query: Expr) -> bool:
    return any(isinstance(piece, str) and "count(" in piece for piece in query.pieces)


def view(choose: Chooser, state: Schema) -> list[Object]:
    query = _query(choose, state)
    if query is None:
        return []
    updatable = not _grouped(query) and isinstance(query.pieces[-1], Ref) and query.pieces[-1].kind == "table"
    options = choose.one(VIEW_OPTIONS) if updatable else choose.one(VIEW_OPTIONS[:3])
    return [View(ref=draw.home(choose, state, "view"), definition=query, options=options, comment=draw.comment(choose))]


def materialized_view(choose: Chooser, state: Schema) -> list[Object]:
    query = _query(choose, state)
    if query is None:
        return []
    ref = draw.home(choose, state, "materialized_view")
    # One over another without rows has none either.
    populated = all(item.populated for item in state.of(MaterializedView)) and choose.maybe()
    return [MaterializedView(ref=ref, definition=query, populated=populated, comment=draw.comment(choose))]


def trigger(choose: Chooser, state: Schema) -> list[Object]:
    """A trigger with a function of its own."""
    table = draw.some_table(choose, state)
    if table is None:
        return []
    where = draw.place(choose, state)
    called = Ref("function", where, signed(choose.one(["touched", "Kept"]), ""))
    fresh = (
        []
        if called in state
        else [Function(ref=called, returns=Type("trigger"), language="plpgsql", body="BEGIN RETURN NEW; END")]
    )
    ref = Ref("trigger", table.ref.schema, table.ref.name, choose.one(["t1", "On Change", "t2"]))
    if ref in state:
        return []
    column = choose.one([item for item in draw.columns(state, table.ref) if not item.generated])
    each_row = choose.maybe()
    events = choose.one([("insert",), ("update",), ("insert", "update"), ("delete",)])
    conditional = each_row and "delete" not in events and choose.maybe()
    return [
        *fresh,
        Trigger(
            ref=ref,
            table=table.ref,
            function=called,
            timing=choose.one(["before", "after"]),
            events=events,
            columns=(column.ref,) if "update" in events and choose.maybe() else (),
            each_row=each_row,
            when=Expr(("new.", column.ref, " IS NOT NULL")) if conditional else None,
            enabled=choose.one(["origin", "origin", "disabled", "always"]),
            comment=draw.comment(choose),
        ),
    ]


def _roles(choose: Chooser, state: Schema) -> tuple[Ref, ...]:
    """Everybody, or one role or two."""
    known = [made.ref for made in state.of(Role)]
    return tuple(choose.some(known, 1, 2)) if known and choose.maybe() else (PUBLIC,)


def policy(choose: Chooser, state: Schema) -> list[Object]:
    table = draw.some_table(choose, state)
    if table is None:
        return []
    ref = Ref("policy", table.ref.schema, table.ref.name, choose.one(["own", "All Rows", "p1"]))
    if ref in state:
        return []
    column = choose.one(draw.columns(state, table.ref))
    command = choose.one(["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"])
    seen = Expr((column.ref, " IS NOT NULL"))
    return [
        Policy(
            ref=ref,
            table=table.ref,
            command=command,
            permissive=choose.maybe(),
            roles=_roles(choose, state),
            using=None if command == "INSERT" else seen,
            check=seen if command == "INSERT" or (command in ("ALL", "UPDATE") and choose.maybe()) else None,
            comment=draw.comment(choose),
        )
    ]


def statistics(choose: Chooser, state: Schema) -> list[Object]:
    table = draw.some_table(choose, state)
    plain = [item for item in draw.keyable(state, table.ref) if not item.generated] if table else []
    if table is None or len(plain) < 2:
        return []
    where = draw.place(choose, state)
    ref = Ref("statistics", where, choose.one(["s1", "Of Two", "s2"]))
    if ref in state:
        return []
    picked = tuple(item.ref for item in choose.some(plain, 2, 3))
    if len(picked) < 2:
        return []
    kinds = tuple(choose.some(["ndistinct", "dependencies", "mcv"], 1, 3))
    return [Statistics(ref=ref, table=table.ref, columns=picked, kinds=kinds, comment=draw.comment(choose))]


def rule(choose: Chooser, state: Schema) -> list[Object]:
    """A rule that does nothing, or something else, perhaps for some rows alone."""
    table = draw.some_table(choose, state)
    if table is None:
        return []
    ref = Ref("rule", table.ref.schema, table.ref.name, choose.one(["r1", "Kept Out", "r2"]))
    if ref in state:
        return []
    column = choose.one(draw.columns(state, table.ref))
    event = choose.one(["delete", "update"])
    some: tuple[Piece, ...] = ("WHERE (old.", column.ref, " IS NOT NULL) ") if choose.maybe() else ()
    does = "DO INSTEAD NOTHING" if some else choose.one(["DO INSTEAD NOTHING", "DO NOTIFY kept"])
    return [
        Rule(
            ref=ref,
            table=table.ref,
            event=event,
            definition=Expr((*some, does)),
            enabled=choose.one(["origin", "origin", "disabled", "always"]),
            comment=draw.comment(choose),
        )
    ]


DRAWS: dict[type[Object], Draw] = {
    View: view,
    MaterializedView: materialized_view,
    Trigger: trigger,
    Rule: rule,
    Policy: policy,
    Statistics: statistics,
}


def change_query(choose: Chooser, state: Schema, item: Object) -> list[Object]:
    assert isinstance(item, View | MaterializedView)  # noqa: S101
    query = _query(choose, state.where(lambda other: not isinstance(other, View | MaterializedView)))
    used = {user.ref for user in state.users(item.ref)}
    return [evolve(item, definition=query, options=())] if query and not used else []


def change_trigger(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, Trigger)  # noqa: S101
    if item.each_row and choose.maybe():
        return [evolve(item, arguments=choose.one([(), ("it's", "2")]))]
    return [evolve(item, enabled=choose.one(["origin", "disabled", "always"]))]


def change_rule(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, Rule)  # noqa: S101
    if len(item.definition.pieces) == 1 and choose.maybe():
        return [evolve(item, definition=Expr.of(choose.one(["DO INSTEAD NOTHING", "DO NOTIFY other"])))]
    return [evolve(item, enabled=choose.one(["origin", "disabled", "replica"]))]


def change_policy(choose: Chooser, state: Schema, item: Object) -> list[Object]:
    assert isinstance(item, Policy)  # noqa: S101
    if choose.maybe():
        return [evolve(item, roles=_roles(choose, state))]
    return [evolve(item, permissive=not item.permissive)]


def change_statistics(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, Statistics)  # noqa: S101
    return [evolve(item, target=choose.one([None, 0, 500]))]


CHANGES: dict[type[Object], Change] = {
    View: change_query,
    MaterializedView: change_query,
    Trigger: change_trigger,
    Rule: change_rule,
    Policy: change_policy,
    Statistics: change_statistics,
}
