"""Plugins together: whose a declaration is, what each declares, and in which order they are migrated."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from mizzle.dsl.declare import declare
from mizzle.model.column import Column
from mizzle.model.errors import DeclarationError, MizzleError
from mizzle.model.schema import Schema
from mizzle.plugins.plugin import Plugin


@frozen(eq=False)
class Unit:
    """Plugins that are migrated in one transaction: one, or all of a cycle.

    needs   the keys of plugins in other units that come first
    broken  why it cannot be migrated at all
    """

    plugins: tuple[Plugin, ...]
    schemas: tuple[Schema, ...]
    needs: frozenset[str]
    broken: MizzleError | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(plugin.key for plugin in self.plugins)

    @property
    def namespaces(self) -> frozenset[str]:
        return frozenset(name for plugin in self.plugins for name in (plugin.namespace, *plugin.owns))

    @property
    def schema(self) -> Schema:
        return Schema({ref: item for schema in self.schemas for ref, item in schema.items()}.values())


def units(plugins: Iterable[Plugin]) -> list[Unit]:
    """The units in the order in which they are migrated.

    Raises DeclarationError for what is no plugin, for two plugins of one name or namespace and for two core plugins. What
    is wrong with one plugin alone stands in its unit.
    """
    given = plugins if isinstance(plugins, Iterable) and not isinstance(plugins, str) else [plugins]
    plugins = []
    for plugin in given:
        if not isinstance(plugin, Plugin):
            raise DeclarationError(f"plugins are a list of Plugin(…), and {plugin!r} is none")
        plugins.append(plugin)
    plugins = sorted(plugins, key=lambda plugin: (not plugin.core, plugin.key))
    _distinct(plugins)
    declared: dict[str, Schema] = {}
    wrong: dict[str, MizzleError] = {}
    for plugin in plugins:
        declared[plugin.key] = Schema()
        try:
            declared[plugin.key] = _declared(plugin, plugins)
        except MizzleError as error:
            wrong[plugin.key] = error
        except Exception as error:  # noqa: BLE001 - whatever a plugin's lambda raises
            wrong[plugin.key] = DeclarationError(f"its schema cannot be read: {type(error).__name__}: {error}")
    edges = {plugin.key: set(_needs(plugin, declared[plugin.key], plugins, wrong)) for plugin in plugins}
    reach = {key: _reached(key, edges) for key in edges}
    made: list[Unit] = []
    placed: set[str] = set()
    while len(placed) < len(plugins):
        for plugin in plugins:
            circle = [other for other in plugins if other.key in reach[plugin.key] and plugin.key in reach[other.key]]
            together = circle or [plugin]
            keys = {other.key for other in together}
            outside = frozenset(needed for key in keys for needed in edges[key]) - keys
            if plugin.key in placed or not outside <= placed:
                continue
            broken = next((wrong[other.key] for other in together if other.key in wrong), None)
            made.append(Unit(tuple(together), tuple(declared[other.key] for other in together), outside, broken))
            placed |= keys
            break
    return made


def _distinct(plugins: Sequence[Plugin]) -> None:
    by_key: dict[str, Plugin] = {}
    by_namespace: dict[str, Plugin] = {}
    if len(core := [plugin.name for plugin in plugins if plugin.core]) > 1:
        raise DeclarationError(f"there is one core plugin at most, and {' and '.join(core)} say that they are it")
    for plugin in plugins:
        if by_key.setdefault(plugin.key, plugin) is not plugin:
            raise DeclarationError(f"two plugins are called {plugin.key}")
        for namespace in (plugin.namespace, *plugin.owns):
            other = by_namespace.setdefault(namespace, plugin)
            if other is not plugin:
                raise DeclarationError(
                    f"plugins {other.key} and {plugin.key} would share the schema {namespace}; rename one"
                )


def _declared(plugin: Plugin, plugins: Sequence[Plugin]) -> Schema:
    homes: dict[int, str] = {}
    for other in plugins:
        for item in other.items:
            homes[id(item)] = _owner(item, plugins, plugin).namespace
    own = [item for item in plugin.items if homes[id(item)] == plugin.namespace]
    schema = declare(own, namespace=plugin.namespace, homes=homes)
    allowed = {plugin.namespace, *plugin.owns}
    for item in schema.values():
        place = item.ref.schema or (item.ref.name if item.ref.kind == "namespace" else "")
        if place and place not in allowed:
            at = f"{item.origin}: " if item.origin else ""
            raise DeclarationError(
                f"{at}{item.ref.kind} {item.ref} stands in a schema that plugin {plugin.name} does not own; "
                f"leave the schema out for {plugin.namespace}, or say Plugin(owns=[{place!r}])"
            )
    return schema


def _owner(item: object, plugins: Sequence[Plugin], asking: Plugin) -> Plugin:
    """Whose a declaration is. A schema module that imports another plugin's table has it as well."""
    having = [plugin for plugin in plugins if any(item is own for own in plugin.items)]
    names = {plugin.name for plugin in having}
    if len(names) > 1:
        core = [plugin for plugin in having if plugin.core]
        home = [plugin for plugin in having if _file(item) and getattr(plugin.schema, "__file__", None) == _file(item)]
        first = [
            plugin
            for plugin in having
            if all(plugin.name in other.dependencies for other in having if other.name != plugin.name)
        ]
        having = core or home or first
        if not having:
            raise DeclarationError(
                f"{item!r} stands in the schemas of plugins {' and '.join(sorted(names))}; "
                "leave it out of all but one, or name that one in the others' dependencies"
            )
    if len(having) > 1:  # one plugin, bound more than once
        having = [one for one in having if one is asking] or [one for one in having if one.bound is None]
        if not having:
            raise DeclarationError(f"{item!r} is bound to several schemas; {asking.name} cannot tell which is meant")
    return having[0]


def _file(item: object) -> str | None:
    origin = getattr(getattr(item, "_config", item), "origin", None)
    return origin.code.co_filename if origin is not None else None


def _needs(plugin: Plugin, schema: Schema, plugins: Sequence[Plugin], wrong: dict[str, MizzleError]) -> Iterable[str]:
    """The keys of the plugins that come first: by declared dependency, and by what its objects mention."""
    for name in plugin.dependencies:
        found = [other for other in plugins if other.name == name and other is not plugin]
        if not found:
            wrong.setdefault(plugin.key, DeclarationError(f"it depends on plugin {name}, which is not installed"))
        yield from (other.key for other in found)
    homes = {place: other.key for other in plugins for place in (other.namespace, *other.owns)}
    for item in schema.values():
        if isinstance(item, Column) and not (item.type.ref or item.default or item.generated):
            continue  # most are so, and asking them took half of a start with nothing to do
        for ref in item.requires():
            if ref.schema and ref.kind != "namespace" and homes.get(ref.schema, plugin.key) != plugin.key:
                yield homes[ref.schema]


def _reached(key: str, edges: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(edges[key])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(edges[one])
    return found
