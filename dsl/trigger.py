"""pg_trigger(): an extra of a table, or standing alone with on()."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from attrs import evolve, field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.foreign_key import named
from mizzle.dsl.function import function_ref
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, attribute, call, chained, flag, listed, literal
from mizzle.dsl.sql import SQL
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.object import Object
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.trigger import EVENTS, Trigger

STATES = ("origin", "disabled", "replica", "always")


@frozen
class Attached:
    """What triggers and rules have in common: they stand in the extras of a table, or alone with on()."""

    name: str
    target: Any = None
    state: str = "origin"
    text: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def on(self, target: Any) -> Any:
        """The table or view that it hangs on, where it is no extra of one."""
        if not hasattr(target, "_ref"):
            raise DeclarationError(f"{here()}: {self.name} hangs on a table or view, not on {target!r}")
        return evolve(self, target=target)

    def enabled(self, state: str) -> Any:
        """When it fires: "origin" (the usual), "replica", "always" or "disabled"."""
        if state not in STATES:
            raise DeclarationError(f"{here()}: the state of {self.name} is one of {', '.join(STATES)}, not {state!r}")
        return evolve(self, state=state)

    def disabled(self) -> Any:
        """Have it there, switched off."""
        return self.enabled("disabled")

    def comment(self, text: str) -> Any:
        return evolve(self, text=text)

    def renamed_from(self, old: str) -> Any:
        return evolve(self, renamed=checked(old, "trigger"))

    def _part(self, table: Ref, context: Context) -> Object:
        raise NotImplementedError

    def _objects(self, context: Context) -> Iterator[Object]:
        if self.target is not None:  # as an extra it is told with its table
            yield self._part(self.target._ref(context), context)


@frozen
class TriggerDeclaration(Attached):
    """What pg_trigger() makes."""

    timing: str = "before"
    events: tuple[str, ...] = ()
    columns: tuple[Any, ...] = ()
    function: Any = None
    arguments: tuple[str, ...] = ()
    each_row: bool = True
    condition: SQL | None = None
    elsewhere: tuple[tuple[Any, str], ...] = ()
    old_table: str | None = None
    new_table: str | None = None
    constraint: bool = False
    deferrable: bool = False
    deferred: bool = False
    other: Any = None

    def when(self, condition: SQL) -> "TriggerDeclaration":
        """Fire only if it holds: .when(sql("OLD.* IS DISTINCT FROM NEW.*"))."""
        if not isinstance(condition, SQL):
            raise DeclarationError(f"{here()}: when() takes sql(...), not {type(condition).__name__}")
        return evolve(self, condition=condition)

    def enabled(self, state: str, *, on: Any = None) -> Any:
        """When it fires: "origin" (the usual), "replica", "always" or "disabled".

        on  a partition where that is otherwise than in what it is a partition of: the table, or its name
        """
        told: TriggerDeclaration = super().enabled(state)
        if on is None:
            return told
        if not isinstance(on, str) and not hasattr(on, "_ref"):
            raise DeclarationError(f"{here()}: {self.name} is switched on a partition or its name, not on {on!r}")
        return evolve(self, elsewhere=(*self.elsewhere, (on, state)))

    def _part(self, table: Ref, context: Context) -> Trigger:
        return Trigger(
            ref=Ref("trigger", table.schema, table.name, self.name),
            table=table,
            function=function_ref(self.function, "", context, self.origin),
            timing=self.timing,
            events=tuple(event for event in EVENTS if event in self.events),
            columns=tuple(column._ref(context) for column in self.columns),
            each_row=self.each_row,
            when=self.condition.expr(context) if self.condition else None,
            arguments=self.arguments,
            old_table=self.old_table,
            new_table=self.new_table,
            constraint=self.constraint,
            deferrable=self.deferrable,
            deferred=self.deferred,
            references=self.other._ref(context) if self.other is not None else None,
            enabled=self.state,
            elsewhere=tuple((_partition(part, table, context), state) for part, state in self.elsewhere),
            comment=self.text,
            renamed=self.renamed,
            origin=self.origin,
        )


def pg_trigger(
    name: str,
    timing: Literal["before", "after", "instead of"],
    events: str | Iterable[str],
    function: Any,
    *,
    arguments: Iterable[str] = (),
    columns: Iterable[Any] = (),
    for_each: Literal["row", "statement"] = "row",
    when: SQL | None = None,
    old_table: str | None = None,
    new_table: str | None = None,
    constraint: bool = False,
    deferrable: bool = False,
    initially_deferred: bool = False,
    references: Any = None,
) -> TriggerDeclaration:
    """A trigger: pg_trigger("touch", "before", "update", touch), among the extras of a table or with .on(view).

    events     "insert", "update", "delete", "truncate": one, or a list of them
    function   a pg_function() that returns "trigger", or its name
    columns    UPDATE OF: only when one of these is in the SET list
    old_table, new_table  names for the rows before and after (transition tables)
    constraint makes a constraint trigger; deferrable, initially_deferred and references (FROM) are for those

    Raises DeclarationError for a combination that PostgreSQL refuses.
    """
    origin = here()
    given = (events,) if isinstance(events, str) else tuple(events)
    told = TriggerDeclaration(
        checked(name, "trigger"),
        origin=origin,
        timing=timing,
        events=tuple(event.lower() for event in given),
        columns=tuple(columns),
        function=function,
        arguments=tuple(map(str, arguments)),
        each_row=for_each == "row",
        old_table=old_table,
        new_table=new_table,
        constraint=constraint,
        deferrable=deferrable or initially_deferred,
        deferred=initially_deferred,
        other=references,
    )
    for wrong, message in _wrong(told, for_each):
        if wrong:
            raise DeclarationError(f"{origin}: trigger {name}: {message}")
    return told.when(when) if when is not None else told


def _partition(part: Any, table: Ref, context: Context) -> Ref:
    if not isinstance(part, str):
        ref: Ref = part._ref(context)
        return ref
    return named(part, "table", table.schema)


def _wrong(told: TriggerDeclaration, for_each: str) -> Iterator[tuple[bool, str]]:
    """What PostgreSQL would refuse, with what to say."""
    yield (
        told.timing not in ("before", "after", "instead of"),
        f'{told.timing!r} is none of "before", "after", "instead of"',
    )
    yield for_each not in ("row", "statement"), f'for_each is "row" or "statement", not {for_each!r}'
    yield not told.events, "it has no event"
    yield bool(set(told.events) - set(EVENTS)), f"its events are some of {', '.join(EVENTS)}"
    yield bool(told.columns) and "update" not in told.events, "columns are for the event update"
    yield "truncate" in told.events and told.each_row, 'truncate fires for_each="statement" only'
    yield told.timing == "instead of" and not told.each_row, '"instead of" fires for_each="row" only'
    yield bool(told.old_table or told.new_table) and told.timing != "after", 'transition tables are for "after" only'
    yield (
        not told.constraint and (told.deferrable or told.other is not None),
        "deferrable, initially_deferred and references are for constraint=True",
    )
    yield (
        told.constraint and (told.timing != "after" or not told.each_row),
        'a constraint trigger is "after" and for_each="row"',
    )


def source(item: Trigger, module: Module) -> Any:
    """The extra that declares a trigger."""
    events = [literal(event) for event in item.events]
    of_view = module.schema.get(item.table) is not None and item.table.kind == "view"
    function = (module.variable(item.function) if of_view else module.later(item.function)) or literal(
        f"{item.function.schema}.{item.function.own}"
    )
    other = module.later(item.references) if item.references else None
    if item.references and other is None:
        module.lacks(item, f"FROM {item.references} has no variable")
    made = module.call(
        "pg_trigger",
        literal(item.ref.own),
        literal(item.timing),
        events[0] if len(events) == 1 else listed(events),
        function,
        arguments=listed(map(literal, item.arguments)) if item.arguments else None,
        columns=listed(attribute("t", ref.part) for ref in item.columns) if item.columns else None,
        for_each=None if item.each_row else literal("statement"),
        when=module.sql(item.when) if item.when else None,
        old_table=literal(item.old_table) if item.old_table else None,
        new_table=literal(item.new_table) if item.new_table else None,
        constraint=flag(item.constraint),
        deferrable=flag(item.deferrable and not item.deferred),
        initially_deferred=flag(item.deferred),
        references=other,
    )
    apart = [call("enabled", literal(state), f"on={literal(str(part))}") for part, state in item.elsewhere]
    return chained(made, [*apart, *attached(item.enabled, item.comment)])


def attached(state: str, comment: str | None) -> list[Any]:
    """What triggers and rules say behind their calls."""
    return [
        None if state == "origin" else call("disabled") if state == "disabled" else call("enabled", literal(state)),
        None if comment is None else call("comment", literal(comment)),
    ]
