"""A schema as a module of Python: executing it declares the same again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from mizzle.dsl import (
    aggregate,
    cast,
    collation,
    composite,
    domain,
    enum,
    event_trigger,
    extension,
    foreign_server,
    function,
    index,
    namespace,
    operator,
    operator_class,
    operator_family,
    privileges,
    publication,
    role,
    rule,
    sequence,
    table_source,
    text_search,
    trigger,
    view,
)
from mizzle.dsl import range as range_
from mizzle.dsl.modules import STANDING, Statement, circular, class_names, home, one_file, package
from mizzle.dsl.source import Group, Module, call, chained, laid, listed, sentences, variables
from mizzle.dsl.types.source import ANNOTATING
from mizzle.model.errors import DeclarationError
from mizzle.model.identity_privileges import IdentityPrivileges
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
    "role": role.source,
    "namespace": namespace.source,
    "extension": extension.source,
    "foreign_data_wrapper": foreign_server.wrapper_source,
    "foreign_server": foreign_server.source,
    "user_mapping": foreign_server.mapping_source,
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
    "cast": cast.source,
    "publication": publication.source,
    "privileges": privileges.source,
    "identity_privileges": privileges.source,
    "database_privileges": privileges.source,
    "default_privileges": privileges.default_source,
}
# What is said inside of others.
INSIDE = {"column", "publication_table", *(kind.kind for kind in table_source.EXTRAS)}
LEFT_OUT = {"owner"}  # a declaration says nothing of owners


@frozen
class Source:
    """A module of Python, or a package of them by file name, and what they could not say."""

    text: str
    remarks: tuple[str, ...] = ()
    files: dict[str, str] = field(factory=dict)


def source(schema: Schema, taken: Iterable[str] = (), *, split: str | None = None, form: str = "dict") -> Source:
    """The module that declares the schema, with its remarks; `taken` are names that no variable may have.

    split  "schema" or "table": a package with a module for each
    form   "dict" or "class": how tables are written
    """
    module = Module(schema)
    module.counted = dict(table_source.serials(module))
    written = [
        item
        for item in schema.values()
        if item.ref.kind in WRITERS and item.ref not in module.counted and _said(item, schema)
    ]
    written.sort(key=lambda item: (list(WRITERS).index(item.ref.kind), item.ref))
    module.names = variables(written, {*taken, "t", *(ANNOTATING if form == "class" else ())})
    stems = dict(module.names)
    if form == "class":
        module.classes = frozenset(item.ref for item in written if table_source.has_class(item, module))
        module.names |= class_names(
            [schema[ref] for ref in module.names if ref in module.classes], {*module.names.values(), *ANNOTATING}
        )
    if split is None:
        statements = _statements(written, {}, module, taken)
        head = [f"{line}\n" for line in sentences(module.remarks)]
        return Source("".join([*head, *(["\n"] if head else []), one_file(statements)]), tuple(module.remarks))
    homes = {item.ref: home(item, split, stems, schema) for item in written}
    statements = _statements(written, homes, module, taken)
    if circular(statements):  # then types and functions, which need no tables, stand in a module of their own
        homes = {ref: "types" if ref.schema and ref.kind not in STANDING else home for ref, home in homes.items()}
        module.remarks.clear()
        statements = _statements(written, homes, module, taken)
    if circle := circular(statements):
        raise DeclarationError(f"the modules {', '.join(circle)} would import each other; pull them into one module")
    return Source("", tuple(module.remarks), package(statements, [*sentences(module.remarks)]))


def _statements(
    written: Iterable[Object], homes: Mapping[Ref, str], module: Module, taken: Iterable[str]
) -> dict[str, Statement]:
    """The statements by the names that they make."""
    module.files = {module.names[ref]: home for ref, home in homes.items()}
    made: dict[str, Statement] = {}
    for item in written:
        module.needs, module.imports, module.lines, module.late = set(), set(), set(), set()
        module.mentions = set()
        module.file = homes.get(item.ref, "")
        code = WRITERS[item.ref.kind](item, module)
        used = {*module.names.values(), *taken}
        for number, each in enumerate(code if isinstance(code, list) else [code]):
            name = module.names[item.ref]
            if number:
                name = next(word for count in range(2, 99) if (word := f"{name}_{count}") not in {*used, *made})
            made[name] = Statement(
                text=each if item.ref in module.classes else f"{name} = {laid(each, '', len(name) + 3, bare=True)}\n",
                file=module.file,
                needs=frozenset(module.needs - {module.names[item.ref]}),
                imports=frozenset(module.imports),
                lines=frozenset(module.lines),
                late=frozenset(module.late),
                mentions=frozenset(module.mentions - {module.names[item.ref]}),
            )
    module.remarks.extend(_unsaid(module.schema))
    return made


def _said(item: Object, schema: Schema) -> bool:
    """Whether the object stands for itself: triggers of tables stand in these, public and plpgsql are always there."""
    if isinstance(item, Trigger | Rule):
        return isinstance(schema.get(item.table), View)
    if isinstance(item, Privileges):
        return item.of.kind not in ("table", "column") or isinstance(item, IdentityPrivileges)
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
            yield f"{item.ref.kind.replace('_', ' ')} {item.ref}"


def _says(whole: Object, part: Object) -> bool:
    return (
        part.ref.kind == "publication_table"
        or whole.ref.kind == "table"
        or (whole.ref.kind == "materialized_view" and isinstance(part, Index))
    )
