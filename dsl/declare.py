"""From declarations to a model: what a module, a mapping or a list declares, as one schema."""

from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any

from mizzle.dsl.context import Context
from mizzle.dsl.extension import ExtensionDeclaration
from mizzle.dsl.privileges import joined
from mizzle.dsl.table import Table
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.schema import Schema


def declarations(source: ModuleType | Mapping[str, Any] | Iterable[Any]) -> list[Any]:
    """The mizzle objects in a module, mapping or list, each once, in order; everything else is passed over."""
    if isinstance(source, ModuleType):
        values: Iterable[Any] = vars(source).values()
    elif isinstance(source, Mapping):
        values = source.values()
    else:
        values = source
    seen: dict[int, Any] = {}
    for value in values:
        if hasattr(type(value), "_objects"):
            seen.setdefault(id(value), value)
    return list(seen.values())


def declare(
    source: ModuleType | Mapping[str, Any] | Iterable[Any], *, namespace: str = "public", casing: str | None = None
) -> Schema:
    """The schema that a module, mapping or list declares.

    namespace  where tables, enums and sequences go that name no schema
    casing     "snake_case" or "camelCase": how omitted column names are written

    Raises DeclarationError, with the place in the user's file, for what cannot be.
    """
    found = declarations(source)
    extensions = {item.name: item.namespace or "public" for item in found if isinstance(item, ExtensionDeclaration)}
    context = Context(namespace, casing, extensions)
    return Schema(joined(_objects(found, context)))


def _objects(found: list[Any], context: Context) -> Iterator[Any]:
    there: set[Any] = set()
    pending: list[Any] = []
    for item in found:
        for made in item._objects(context):
            there.add(made.ref)
            pending.append(made)
    for name in sorted({item.ref.schema for item in pending if item.ref.schema} - {"public"}):
        if namespace(name) not in there:
            yield Namespace(ref=namespace(name))
    yield from pending


__all__ = ["Table", "declarations", "declare"]
