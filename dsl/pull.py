"""A schema as a module of Python: executing it declares the same again."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import frozen

from mizzle.dsl import (
    aggregate,
    collation,
    composite,
    domain,
    enum,
    event_trigger,
    extension,
    function,
    index,
    namespace,
    operator,
    operator_class,
    operator_family,
    rule,
    sequence,
    table_source,
    text_search,
    trigger,
    view,
)
from mizzle.dsl import range as range_
from mizzle.dsl.source import WIDTH, Group, Module, call, chained, laid, listed, sentences, variables
from mizzle.model.index import Index
from mizzle.model.materialized_view import MaterializedView
from mizzle.model.object import Object
from mizzle.model.operator_class import OperatorClass
from mizzle.model.operator_family import OperatorFamily
from mizzle.model.privileges import Privileges
from mizzle.model.ref import Ref
from mizzle.model.rule import Rule
from mizzle.model.schema import Schema
from mizzle.model.trigger import Trigger
from mizzle.model.view import View


def _on_view(item: Trigger, module: Module) -> Any:
    """A trigger of a view, which has no extras."""
    return chained(trigger.source(item, module), [call("on", module.variable(item.table))])


def _rule_on_view(item: Rule, module: Module) -> Any:
    return chained(rule.source(item, module), [call("on", module.variable(item.table))])


def _indexes(item: MaterializedView, module: Module) -> Any:
    found = [part for part in module.schema.parts(item.ref) if isinstance(part, Index)]
    made = listed(index.source(part, module) for part in sorted(found, key=lambda part: part.ref))
    return Group(f"lambda t: {made.head}", made.items, made.tail) if found else None


def _materialized(item: MaterializedView, module: Module) -> Any:
    return view.materialized_source(item, _indexes(item, module), module)


# What stands alone in a module, in the order of their needs as far as kinds tell it.
WRITERS: dict[str, Callable[[Any, Module], Any]] = {
    "namespace": namespace.source,
    "extension": extension.source,
    "collation": collation.source,
    "enum": enum.source,
    "domain": domain.source,
    "range": range_.source,
    "composite": composite.source,
    "sequence": sequence.source,
    "function": function.source,
    "operator": operator.source,
    "operator_family": operator_family.source,
    "operator_class": operator_class.source,
    "aggregate": aggregate.source,
    "table": table_source.source,
    "view": view.source,
    "trigger": _on_view,
    "rule": _rule_on_view,
    "event_trigger": event_trigger.source,
    "text_search_dictionary": text_search.dictionary_source,
    "text_search_configuration": text_search.configuration_source,
    "materialized_view": _materialized,
}
# What is said inside of others.
INSIDE = {"column", *(kind.kind for kind in table_source.EXTRAS)}
LEFT_OUT = {"owner"}  # a declaration says nothing of owners


@frozen
class Source:
    """A module of Python, and what it could not say."""

    text: str
    remarks: tuple[str, ...] = ()


def source(schema: Schema, taken: Iterable[str] = ()) -> Source:
    """The module that declares the schema, with its remarks; `taken` are names that no variable may have."""
    module = Module(schema)
    counted = set(table_source.serials(module))
    written = [
        item for item in schema.values() if item.ref.kind in WRITERS and item.ref not in counted and _said(item, schema)
    ]
    written.sort(key=lambda item: (list(WRITERS).index(item.ref.kind), item.ref))
    module.names = variables(written, {*taken, "t"})
    statements: dict[str, tuple[str, set[str]]] = {}
    for item in written:
        module.needs = set()
        code = WRITERS[item.ref.kind](item, module)
        name = module.names[item.ref]
        statements[name] = (f"{name} = {laid(code, '', len(name) + 3, bare=True)}\n", module.needs - {name})
    module.remarks.extend(_unsaid(schema))
    head = [f"{line}\n" for line in sentences(module.remarks)]
    body = [*_ordered(statements)]
    return Source("".join([*head, *(["\n"] if head else []), _imports(module.imports), *body]), tuple(module.remarks))


def _said(item: Object, schema: Schema) -> bool:
    """Whether the object stands for itself: triggers of tables stand in these, public and plpgsql are always there."""
    if isinstance(item, Trigger | Rule):
        return isinstance(schema.get(item.table), View)
    if isinstance(item, OperatorFamily):
        own = schema.get(item.ref._replace(kind="operator_class"))
        return not (isinstance(own, OperatorClass) and operator_class.brings_family(own, schema))
    return item.ref not in (Ref("namespace", "", "public"), Ref("extension", "", "plpgsql"))


def _unsaid(schema: Schema) -> Iterator[str]:
    """What there is no writer for, and parts of what is none that could say them."""
    for item in schema.values():
        whole = schema.get(getattr(item, "table", item.ref.table))
        inside = item.ref.kind in INSIDE and whole is not None and _says(whole, item)
        if not inside and item.ref.kind not in {*WRITERS, *LEFT_OUT}:
            of = f" of {item.of.kind.replace('_', ' ')} {item.of}" if isinstance(item, Privileges) else f" {item.ref}"
            yield f"{item.ref.kind.replace('_', ' ')}{of}"


def _says(whole: Object, part: Object) -> bool:
    return whole.ref.kind == "table" or (whole.ref.kind == "materialized_view" and isinstance(part, Index))


def _imports(names: set[str]) -> str:
    if not names:
        return ""
    line = f"from mizzle import {', '.join(sorted(names))}\n"
    if len(line) <= WIDTH + 1:
        return line + "\n"
    return "from mizzle import (\n" + "".join(f"    {name},\n" for name in sorted(names)) + ")\n\n"


def _ordered(statements: dict[str, tuple[str, set[str]]]) -> Iterator[str]:
    """The statements, each after those whose variables it needs at once."""
    done: set[str] = set()
    before: str | None = None

    def visit(name: str) -> Iterator[str]:
        if name in done:
            return
        done.add(name)
        for other in sorted(statements[name][1]):
            yield from visit(other)
        yield name

    for name in statements:
        for each in visit(name):
            text = statements[each][0]
            if before is not None and ("\n" in before[:-1] or "\n" in text[:-1]):
                yield "\n"
            before = text
            yield text
