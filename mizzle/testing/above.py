"""Draw and edit what stands on tables: views over views, functions, triggers, policies, statistics.

Whatever they use may be dropped, renamed or given another type by any other edit; a plan has to take them down and put them
back, or to see that they may stay.
"""

from collections.abc import Callable

from attrs import evolve

from mizzle.model.column import Column
from mizzle.model.domain import Domain, DomainCheck
from mizzle.model.expr import Expr, Piece
from mizzle.model.function import Argument, Function
from mizzle.model.materialized_view import MaterializedView
from mizzle.model.object import Object
from mizzle.model.policy import Policy
from mizzle.model.ref import Ref, signed
from mizzle.model.schema import Schema
from mizzle.model.statistics import Statistics
from mizzle.model.table import Table
from mizzle.model.trigger import Trigger
from mizzle.model.type import Type
from mizzle.model.view import View
from mizzle.testing import draw
from mizzle.testing.choose import Chooser

Draw = Callable[[Chooser, Schema], list[Object]]
VIEW_OPTIONS = ((), (), (("security_barrier", "true"),), (("check_option", "local"),))


def above(choose: Chooser, state: Schema) -> Schema:
    """The schema with a few objects that stand on its tables."""
    for _ in range(choose.number(1, 4)):
        state = state.with_(choose.one(list(DRAWS.values()))(choose, state))
    return state


def _home(choose: Chooser, state: Schema, kind: str) -> Ref:
    where = draw.place(choose, state)
    return Ref(kind, where, draw.free(choose, state, "table", Ref("namespace", where, "")))


def _table(choose: Chooser, state: Schema) -> Table | None:
    found = list(state.of(Table))
    return choose.one(found) if found else None


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
    table = _table(choose, state)
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
    choose.note("view")
    updatable = not _grouped(query) and isinstance(query.pieces[-1], Ref) and query.pieces[-1].kind == "table"
    options = choose.one(VIEW_OPTIONS) if updatable else choose.one(VIEW_OPTIONS[:3])
    return [View(ref=_home(choose, state, "view"), definition=query, options=options, comment=draw.comment(choose))]


def materialized_view(choose: Chooser, state: Schema) -> list[Object]:
    query = _query(choose, state)
    if query is None:
        return []
    choose.note("materialized_view")
    ref = _home(choose, state, "materialized_view")
    # One over another without rows has none either.
    populated = all(item.populated for item in state.of(MaterializedView)) and choose.maybe()
    return [MaterializedView(ref=ref, definition=query, populated=populated, comment=draw.comment(choose))]


def function(choose: Chooser, state: Schema) -> list[Object]:
    """An SQL function: a body in quotes, one of the SQL standard, or over a table."""
    choose.note("function")
    where = draw.place(choose, state)
    kind = choose.one(["integer", "text"])
    ref = Ref("function", where, signed(choose.one(["total", "Of Kind", "f1", "f2"]), kind))
    if ref in state:
        return []
    made = Function(
        ref=ref,
        arguments=(Argument(type=Type(kind), name="given"),),
        returns=Type(kind),
        volatility=choose.one(["volatile", "stable", "immutable"]),
        strict=choose.maybe(),
        comment=draw.comment(choose),
    )
    table = _table(choose, state)
    if table and choose.maybe():
        counted: tuple[Piece, ...] = ("RETURN (SELECT ", "CASE WHEN count(*) > 0 THEN given END FROM ", table.ref, ")")
        return [evolve(made, definition=Expr(counted), volatility="stable")]
    return [evolve(made, body=choose.one(["SELECT given", "\n  SELECT given -- it's\n"]))]


def trigger(choose: Chooser, state: Schema) -> list[Object]:
    """A trigger with a function of its own."""
    table = _table(choose, state)
    if table is None:
        return []
    choose.note("trigger")
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


def policy(choose: Chooser, state: Schema) -> list[Object]:
    table = _table(choose, state)
    if table is None:
        return []
    ref = Ref("policy", table.ref.schema, table.ref.name, choose.one(["own", "All Rows", "p1"]))
    if ref in state:
        return []
    choose.note("policy")
    column = choose.one(draw.columns(state, table.ref))
    command = choose.one(["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"])
    seen = Expr((column.ref, " IS NOT NULL"))
    return [
        Policy(
            ref=ref,
            table=table.ref,
            command=command,
            permissive=choose.maybe(),
            using=None if command == "INSERT" else seen,
            check=seen if command == "INSERT" or (command in ("ALL", "UPDATE") and choose.maybe()) else None,
            comment=draw.comment(choose),
        )
    ]


def statistics(choose: Chooser, state: Schema) -> list[Object]:
    table = _table(choose, state)
    plain = [item for item in draw.keyable(state, table.ref) if not item.generated] if table else []
    if table is None or len(plain) < 2:
        return []
    choose.note("statistics")
    where = draw.place(choose, state)
    ref = Ref("statistics", where, choose.one(["s1", "Of Two", "s2"]))
    if ref in state:
        return []
    picked = tuple(item.ref for item in choose.some(plain, 2, 3))
    if len(picked) < 2:
        return []
    kinds = tuple(choose.some(["ndistinct", "dependencies", "mcv"], 1, 3))
    return [Statistics(ref=ref, table=table.ref, columns=picked, kinds=kinds, comment=draw.comment(choose))]


def domain(choose: Chooser, state: Schema) -> list[Object]:
    """A domain, and perhaps a column of it."""
    choose.note("domain")
    where = draw.place(choose, state)
    ref = Ref("domain", where, draw.free(choose, state, "enum", Ref("namespace", where, "")))
    checks = (DomainCheck(name="fits", expr=Expr.of("VALUE <> ''::text")),) if choose.maybe() else ()
    made = Domain(ref=ref, type=Type("text"), default=Expr.of("'x'::text"), checks=checks, comment=draw.comment(choose))
    table = _table(choose, state)
    if table is None or choose.maybe(3):
        return [made]
    own = Ref("column", table.ref.schema, table.ref.name, draw.free(choose, state, "column", table.ref))
    return [made, Column(ref=own, type=Type("", Ref("type", ref.schema, ref.name)), position=70)]


DRAWS: dict[str, Draw] = {
    "view": view,
    "materialized view": materialized_view,
    "function": function,
    "trigger": trigger,
    "policy": policy,
    "statistics": statistics,
    "domain": domain,
}
KINDS: tuple[type[Object], ...] = (View, MaterializedView, Function, Trigger, Policy, Statistics, Domain)


def changed(choose: Chooser, state: Schema) -> Schema:
    """One of them with another definition, option or comment."""
    kinds = [kind for kind in KINDS if next(iter(state.of(kind)), None)]
    if not kinds:
        return state
    item = choose.one(list(state.of(choose.one(kinds))))
    if isinstance(item, View | MaterializedView):
        query = _query(choose, state.where(lambda other: not isinstance(other, View | MaterializedView)))
        used = {user.ref for user in state.users(item.ref)}
        return state.with_([evolve(item, definition=query, options=())]) if query and not used else state
    if isinstance(item, Function):
        return state.with_([evolve(item, volatility=choose.one(["volatile", "stable"]), strict=not item.strict)])
    if isinstance(item, Trigger):
        return state.with_([evolve(item, enabled=choose.one(["origin", "disabled", "always"]))])
    if isinstance(item, Policy):
        return state.with_([evolve(item, permissive=not item.permissive)])
    if isinstance(item, Domain):
        return state.with_([evolve(item, default=choose.one([None, Expr.of("'y'::text")]))])
    return state.with_([evolve(item, comment=choose.one([None, "words"]))])
