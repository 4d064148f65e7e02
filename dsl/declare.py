"""From declarations to a model: what a module, a mapping or a list declares, as one schema."""

from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any

from mizzle.dsl.context import Context
from mizzle.dsl.extension import ExtensionDeclaration
from mizzle.dsl.privileges import joined
from mizzle.dsl.table import Table, table_of
from mizzle.model.errors import DeclarationError
from mizzle.model.extension import Extension
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema


def declarations(source: ModuleType | Mapping[str, Any] | Iterable[Any]) -> list[Any]:
    """The mizzle objects in a module, mapping or list, each once, in order; everything else is passed over.

    Raises DeclarationError for a text, which declares nothing.
    """
    if isinstance(source, str):
        raise DeclarationError(f"{source!r} is a text, not what it names; import the module and give that")
    if isinstance(source, ModuleType):
        values: Iterable[Any] = vars(source).values()
    elif isinstance(source, Mapping):
        values = source.values()
    else:
        values = source
    seen: dict[int, Any] = {}
    for value in map(table_of, values):
        if hasattr(type(value), "_objects"):
            seen.setdefault(id(value), value)
    return list(seen.values())


def declare(
    source: ModuleType | Mapping[str, Any] | Iterable[Any],
    *,
    namespace: str = "public",
    casing: str | None = None,
    homes: Mapping[int, str] | None = None,
    instead: Mapping[str, str] | None = None,
) -> Schema:
    """The schema that a module, mapping or list declares.

    namespace  where tables, enums and sequences go that name no schema
    casing     "snake_case" or "camelCase": how omitted column names are written
    homes      where declarations go that belong elsewhere and name no schema, by id()
    instead    the namespace in which references by name find what they look for in another one

    Raises DeclarationError, with the place in the user's file, for what cannot be.
    """
    found = declarations(source)
    schema = Schema(joined(_objects(found, context(found, namespace, casing, homes, instead))))
    _distinct(schema)
    return schema


def context(
    found: Iterable[Any],
    namespace: str = "public",
    casing: str | None = None,
    homes: Mapping[int, str] | None = None,
    instead: Mapping[str, str] | None = None,
) -> Context:
    """What declarations are told when they become a model together; the arguments are those of declare()."""
    extensions = {item.name: item.namespace or "public" for item in found if isinstance(item, ExtensionDeclaration)}
    return Context(namespace, casing, extensions, homes or {}, instead or {})


def _objects(found: list[Any], context: Context) -> Iterator[Any]:
    there: set[Any] = set()
    pending: list[Any] = []
    for item in found:
        for made in item._objects(context):
            there.add(made.ref)
            pending.append(made)
    places = {item.ref.schema for item in pending} | {item.target for item in pending if isinstance(item, Extension)}
    for name in sorted({place for place in places if place} - {"public"}):
        if namespace(name) not in there:
            yield Namespace(ref=namespace(name))
    yield from pending


def _distinct(schema: Schema) -> None:
    """Refuse two objects of different kinds that PostgreSQL keeps under one name, as a table and an index."""
    taken: dict[Ref, Object] = {}
    for item in schema.values():
        for name in item.names():
            other = taken.setdefault(name, item)
            if other is not item:
                first, second = (f"{each.ref.kind.replace('_', ' ')} {each.ref}" for each in (other, item))
                places = " and ".join(str(place) for place in dict.fromkeys((other.origin, item.origin)) if place)
                raise DeclarationError(
                    f"{first} and {second} would share the name {name.own} in PostgreSQL"
                    + (f" ({places})" if places else "")
                )


__all__ = ["Table", "context", "declarations", "declare"]
