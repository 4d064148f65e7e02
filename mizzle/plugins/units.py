"""Plugins together: whose a declaration is, what each declares, and in which order they are migrated."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from attrs import frozen

from mizzle.dsl.declare import declare
from mizzle.dsl.namespace import NamespaceDeclaration
from mizzle.model.errors import DeclarationError, MizzleError
from mizzle.model.object import spaces_in
from mizzle.model.schema import Schema
from mizzle.plugins.plugin import Plugin, namespace_of
from mizzle.plugins.tenants import isolated


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
        return frozenset(name for plugin in self.plugins for name in plugin.places)

    @property
    def schema(self) -> Schema:
        return Schema({ref: item for schema in self.schemas for ref, item in schema.items()}.values())


def units(plugins: Iterable[Plugin]) -> list[Unit]:
    """The units in the order in which they are migrated.

    Raises DeclarationError as told() does. What is wrong with one plugin alone stands in its unit.
    """
    plugins = told(plugins)
    owners = Owners(plugins)
    declared: dict[str, Schema] = {}
    wrong: dict[str, MizzleError] = {}
    for plugin in plugins:
        declared[plugin.key] = Schema()
        try:
            declared[plugin.key] = _declared(plugin, owners)
        except MizzleError as error:
            wrong[plugin.key] = error
        except Exception as error:  # noqa: BLE001 - whatever a plugin's lambda raises
            wrong[plugin.key] = DeclarationError(f"its schema cannot be read: {type(error).__name__}: {error}")
        if lost := missing(plugin, plugins):
            wrong.setdefault(plugin.key, DeclarationError(lost))
    mentions = {plugin.key: _mentioned(declared[plugin.key]) for plugin in plugins}
    edges = needs(plugins, mentions)
    made = []
    for together in ordered(plugins, edges):
        keys = {plugin.key for plugin in together}
        outside = frozenset(needed for key in keys for needed in edges[key]) - keys
        broken = next((wrong[key] for key in (one.key for one in together) if key in wrong), None)
        made.append(Unit(tuple(together), tuple(declared[one.key] for one in together), outside, broken))
    return made


def told(plugins: Iterable[Plugin]) -> list[Plugin]:
    """The plugins in an order of their own, whatever the order in which they were given.

    Raises DeclarationError for what is no plugin, for two plugins of one name or namespace and for two core plugins.
    """
    given = plugins if isinstance(plugins, Iterable) and not isinstance(plugins, str) else [plugins]
    found = []
    for plugin in given:
        if not isinstance(plugin, Plugin):
            raise DeclarationError(f"plugins are a list of Plugin(…), and {plugin!r} is none")
        found.append(plugin)
    found = list(dict.fromkeys(found))  # one that is listed twice counts once
    found.sort(key=lambda plugin: (not plugin.core, plugin.key))
    _distinct(found)
    return found


def missing(plugin: Plugin, plugins: Iterable[Plugin]) -> str | None:
    """Why what this plugin depends on is not there, where that is so."""
    names = {other.name for other in plugins}
    for name in plugin.dependencies:
        if name == plugin.name:
            return "it names itself in its dependencies"
        if name not in names:
            return f"it depends on plugin {name}, which is not installed"
    return None


def needs(plugins: Sequence[Plugin], mentions: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """The keys of the plugins that come first: by declared dependency, and by the namespaces that a plugin mentions."""
    homes = {place: other.key for other in plugins for place in other.places}
    named: dict[str, list[str]] = {}
    for other in plugins:
        named.setdefault(other.name, []).append(other.key)
    edges = {}
    for plugin in plugins:
        found = {key for name in plugin.dependencies for key in named.get(name, ())}
        found |= {homes[place] for place in mentions[plugin.key] if place in homes}
        edges[plugin.key] = found - {plugin.key}
    return edges


def ordered(plugins: Sequence[Plugin], edges: Mapping[str, set[str]]) -> Iterator[list[Plugin]]:
    """The plugins behind those that they need; those of a cycle together."""
    reach = {key: _reached(key, edges) for key in edges}
    placed: set[str] = set()
    while len(placed) < len(plugins):
        for plugin in plugins:
            if plugin.key in placed:
                continue
            circle = [other for other in plugins if other.key in reach[plugin.key] and plugin.key in reach[other.key]]
            together = circle or [plugin]
            keys = {other.key for other in together}
            if {needed for key in keys for needed in edges[key]} - keys <= placed:
                yield together
                placed |= keys
                break


def _distinct(plugins: Sequence[Plugin]) -> None:
    by_key: dict[str, Plugin] = {}
    by_namespace: dict[str, Plugin] = {}
    if len(core := [plugin.name for plugin in plugins if plugin.core]) > 1:
        raise DeclarationError(f"there is one core plugin at most, and {' and '.join(core)} say that they are it")
    for plugin in plugins:
        if by_key.setdefault(plugin.key, plugin) is not plugin:
            raise DeclarationError(f"two plugins are called {plugin.key}")
        for namespace in plugin.places:
            other = by_namespace.setdefault(namespace, plugin)
            if other is not plugin:
                raise DeclarationError(
                    f"plugins {other.key} and {plugin.key} would share the schema {namespace}; rename one"
                )


class Owners:
    """Whose each declaration is. A schema module that imports another plugin's table has it as well."""

    def __init__(self, plugins: Sequence[Plugin]) -> None:
        self._having: dict[int, list[Plugin]] = {}
        for plugin in plugins:
            for item in plugin.items:
                self._having.setdefault(id(item), []).append(plugin)
        self._sole = {number: having[0].namespace for number, having in self._having.items() if len(having) == 1}
        self._shared = {id(item): item for plugin in plugins for item in plugin.items if id(item) not in self._sole}

    def homes(self, asking: Plugin) -> dict[int, str]:
        """The namespaces of all declarations by their id(), as the plugin means them.

        Raises DeclarationError for one of its own of which that cannot be told.
        """
        found = dict(self._sole)
        for number, item in self._shared.items():
            having = self._having[number]
            try:
                found[number] = _owner(item, having, asking).namespace
            except DeclarationError:
                if any(plugin is asking for plugin in having):
                    raise
        return found

    def seen(self) -> dict[int, str]:
        """The namespaces of declarations for whoever is no plugin: of one that is bound, where it stands unbound."""
        found = dict(self._sole)
        for number, item in self._shared.items():
            with suppress(DeclarationError):
                found[number] = _owner(item, self._having[number], None).namespace
        return found


def own(plugin: Plugin, owners: Owners) -> tuple[list[Any], dict[int, str]]:
    """The declarations that are the plugin's own, and the homes of all (see Owners)."""
    homes = owners.homes(plugin)
    return [item for item in plugin.items if homes[id(item)] == plugin.namespace], homes


def _declared(plugin: Plugin, owners: Owners) -> Schema:
    items, homes = own(plugin, owners)
    bound = (
        {} if plugin.bound is None else {namespace_of(plugin.name): plugin.bound}
    )  # its own tables by their usual name
    schema = declare(items, namespace=plugin.namespace, homes=homes, instead=bound)
    allowed = set(plugin.places)
    for item in schema.values():
        place = item.ref.schema or (item.ref.name if item.ref.kind == "namespace" else "")
        if place and place not in allowed:
            at = f"{item.origin}: " if item.origin else ""
            raise DeclarationError(
                f"{at}{item.ref.kind} {item.ref} stands in a schema that plugin {plugin.name} does not own; "
                f"leave the schema out for {plugin.namespace}, or say Plugin(owns=[{place!r}])"
            )
    return schema if plugin.tenant_column is None else isolated(schema, plugin.tenant_column)


def _owner(item: object, having: list[Plugin], asking: Plugin | None) -> Plugin:
    """Whose a declaration is that stands in the schemas of several plugins."""
    names = {plugin.name for plugin in having}
    if len(names) > 1:
        core = [plugin for plugin in having if plugin.core]
        home = [plugin for plugin in having if _file(item) and getattr(plugin.schema, "__file__", None) == _file(item)]
        first = [
            plugin
            for plugin in having
            if all(plugin.name in other.dependencies for other in having if other.name != plugin.name)
        ]
        said = [plugin for plugin in having if _said(item) in plugin.places]
        having = said or core or home or first
        if not having:
            raise DeclarationError(
                f"{item!r} stands in the schemas of plugins {' and '.join(sorted(names))}; "
                "leave it out of all but one, or name that one in the others' dependencies"
            )
    if len(having) > 1:  # one plugin, bound more than once
        having = [one for one in having if one is asking] or [one for one in having if one.bound is None]
        if not having:
            raise DeclarationError(
                f"{item!r} is bound to several schemas; plugin {asking.name if asking else '?'} cannot tell which is meant"
            )
    return having[0]


def _said(item: object) -> str | None:
    """The namespace that a declaration names itself."""
    if isinstance(item, NamespaceDeclaration):
        return item.name
    found: str | None = getattr(getattr(item, "_config", item), "namespace", None)
    return found


def _file(item: object) -> str | None:
    origin = getattr(getattr(item, "_config", item), "origin", None)
    return origin.code.co_filename if origin is not None else None


def _mentioned(schema: Schema) -> set[str]:
    """The namespaces that a plugin's objects need something of, or name in raw SQL."""
    return {word for item in schema.values() for word in (*(ref.schema for ref in item.requires()), *spaces_in(item))}


def _reached(key: str, edges: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(edges[key])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(edges[one])
    return found
