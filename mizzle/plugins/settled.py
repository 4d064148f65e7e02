"""Whether anything is to be done at all: told in one round trip, without a model, a catalog or the engine."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from mizzle import history
from mizzle.connection import Connection
from mizzle.dsl.declare import context
from mizzle.dsl.essence import Essence, essence
from mizzle.plugins.marks import Marks, fingerprint, marks, parts_of
from mizzle.plugins.plugin import Plugin
from mizzle.plugins.tenants import column_of
from mizzle.plugins.units import Owners, missing, needs, ordered, own, told


@frozen
class Ground:
    """What plugins declare, and what their database knows of them and has."""

    essences: Mapping[str, Essence]
    marks: Marks

    @property
    def parts(self) -> frozenset[str]:
        """What is looked at of namespaces: what the plugins have."""
        return frozenset(part for made in self.essences.values() for part in parts_of(made) or ())

    def settled(self, plugin: Plugin) -> bool:
        """Whether the plugin and its namespaces are as its last migration left them."""
        mark = self.marks.known.get(plugin.key)
        return mark is not None and mark == self.mark(plugin, self.marks.now)

    def mark(self, plugin: Plugin, now: Mapping[tuple[str, str], str]) -> str | None:
        """By what the next start finds that nothing is to be done; None where the declaration cannot be walked."""
        made = self.essences.get(plugin.key)
        return fingerprint(made, plugin.places, now) if made else None


def ground(connection: Connection, plugins: Sequence[Plugin], home: history.Home) -> Ground:
    """What can be told of the plugins. One round trip."""
    essences = _essences(plugins)
    places = {place for plugin in plugins for place in plugin.places}
    found = Ground(essences, Marks({}, {}))
    return evolve(found, marks=marks(connection, places, found.parts, home=home))


def settled(connection: Connection, plugins: Iterable[Plugin], home: history.Home) -> list[Plugin] | None:
    """The plugins in their order, where each is as its last migration left it; else None. One round trip.

    Raises DeclarationError for plugins that cannot be together.
    """
    given = told(plugins)
    if any(missing(plugin, given) for plugin in given):
        return None
    found = ground(connection, given, home)
    if not all(map(found.settled, given)):
        return None
    edges = needs(given, {key: made.mentions for key, made in found.essences.items()})
    return [plugin for together in ordered(given, edges) for plugin in together]


def _essences(plugins: Sequence[Plugin]) -> dict[str, Essence]:
    owners = Owners(plugins)
    found = {}
    for plugin in plugins:
        try:
            items, homes = own(plugin, owners)
            made = essence(items, context(items, plugin.namespace, homes=homes))
            if plugin.tenant_column is not None:
                digest = f"{made.digest} {column_of(plugin.tenant_column)}"
                made = evolve(made, digest=digest, kinds=made.kinds | {"policy"})
            found[plugin.key] = made
        except Exception:  # noqa: BLE001, S112 - what is wrong with a declaration, declaring it tells
            continue
    return found
