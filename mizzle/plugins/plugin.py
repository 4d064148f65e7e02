"""What a plugin is, and which namespace its name gives."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import ModuleType
from typing import Any

from attrs import evolve, field, frozen

from mizzle.dsl.column import Column
from mizzle.dsl.declare import declarations
from mizzle.dsl.table import table_of
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked, chosen
from mizzle.plugins.tenants import column_of

RESERVED = {"public", "information_schema", "mizzle", "drizzle"}

Source = ModuleType | Mapping[str, Any] | Iterable[Any]


def _names(given: Iterable[str]) -> tuple[str, ...]:
    names: tuple[Any, ...] = (None,) if isinstance(given, str) or not isinstance(given, Iterable) else tuple(given)
    if not all(isinstance(name, str) and name for name in names):
        raise DeclarationError(f"dependencies and owns of a plugin are lists of names, not {given!r}")
    return names


@frozen(kw_only=True, eq=False)
class Plugin:
    """A part of an application with tables of its own.

    name          "@company/my-plugin"; its tables stand in the namespace company_my_plugin
    schema        a module, mapping or list; what is no declaration of mizzle's is passed over in a module or mapping
    dependencies  names of plugins that are migrated first
    init          init(config, runtime) is called when all tables are there
    core          its tables stand in public; one plugin at most
    owns          further namespaces that its declarations may name by pg_schema()
    tenant_column "tenant_id", or uuid("tenant_id"): the column that says whose a row of its tables is. Whoever connects as
                  an ordinary role then sees the rows of the tenant alone that the setting mizzle.tenant names
    actions, services, providers  passed through

    Raises DeclarationError for a plugin without a name and a schema that is none.
    """

    name: str
    description: str = ""
    schema: Source = ()
    dependencies: tuple[str, ...] = field(default=(), converter=_names)
    init: Callable[[Any, Any], Any] | None = None
    core: bool = False
    owns: tuple[str, ...] = field(default=(), converter=_names)
    tenant_column: "str | Column[Any] | None" = None
    actions: Any = ()
    services: Any = ()
    providers: Any = ()
    bound: str | None = None
    items: tuple[Any, ...] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise DeclarationError("a plugin needs a name, as in Plugin(name='@company/my-plugin')")
        if not isinstance(self.core, bool):
            raise DeclarationError(f"plugin {self.name}: core is True or False, not {self.core!r}")
        if self.init is not None and not callable(self.init):
            raise DeclarationError(f"plugin {self.name}: init is a function init(config, runtime), not {self.init!r}")
        self._check_schema()
        object.__setattr__(self, "items", tuple(declarations(self.schema)))
        self.namespace  # noqa: B018 - an impossible name is told here
        for place in self.owns:
            checked(place, "schema")
            if _reserved(place):
                raise DeclarationError(f"plugin {self.name} cannot own the schema {place}, which is reserved")
        if self.tenant_column is not None:
            column_of(self.tenant_column)

    def _check_schema(self) -> None:
        """Raises DeclarationError for what is no schema, and for something in a list that is nothing of ours."""
        if isinstance(self.schema, (ModuleType, Mapping)):
            return
        if isinstance(self.schema, (str, bytes)) or not isinstance(self.schema, Iterable):
            raise DeclarationError(
                f"plugin {self.name}: schema is a module, a mapping or a list of tables, not {self.schema!r}"
            )
        listed = tuple(self.schema)
        object.__setattr__(self, "schema", listed)  # a generator would be empty the second time
        for item in listed:
            if not hasattr(type(table_of(item)), "_objects"):
                raise DeclarationError(f"plugin {self.name}: {item!r} in its schema is nothing that mizzle declares")

    @property
    def namespace(self) -> str:
        """Where its tables stand."""
        if self.bound is not None:
            return self.bound
        return "public" if self.core else namespace_of(self.name)

    @property
    def places(self) -> tuple[str, ...]:
        """All namespaces that its declarations may stand in."""
        return (self.namespace, *self.owns)

    @property
    def key(self) -> str:
        """By what the history knows it."""
        return self.name if self.bound is None else f"{self.name} in {self.bound}"

    def bind(self, namespace: str) -> "Plugin":
        """The same declarations in another namespace, for a tenant; both may run in one process, at once.

        Raises DeclarationError for a namespace that is reserved.
        """
        checked(namespace, "schema")
        if _reserved(namespace):
            raise DeclarationError(f"plugin {self.name} cannot be bound to {namespace}, which is reserved")
        return evolve(self, bound=namespace, core=False)


@cache
def namespace_of(name: str) -> str:
    """The namespace of a plugin of this name: @company/my-plugin → company_my_plugin.

    A reserved one gets plugin_ before it, one that begins with a digit p_; what is too long ends in a hash.
    Raises DeclarationError where nothing is left of the name.
    """
    made = _plain(name)
    if not made:
        raise DeclarationError(f"plugin {name!r}: its name has no letter or digit to call a schema by")
    if made[0].isdigit():
        made = f"p_{made}"
    return chosen(f"plugin_{made}" if _reserved(made) else made)


def unusual(plugin: Plugin) -> str | None:
    """Why the namespace of a plugin is not just its name, where that is so."""
    made = _plain(plugin.name)
    if plugin.core or plugin.bound is not None or plugin.namespace == made:
        return None
    why = f"{made} is reserved" if _reserved(made) else "a schema's name begins with a letter and has 63 bytes at most"
    return f"its schema is called {plugin.namespace}: {why}"


def _plain(name: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "_", bare.lower()).strip("_")


def _reserved(namespace: str) -> bool:
    return namespace in RESERVED or namespace.startswith("pg_")
