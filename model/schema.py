"""A whole database as one flat, immutable map."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from mizzle.model.errors import DeclarationError
from mizzle.model.names import LIMIT
from mizzle.model.object import Object
from mizzle.model.ref import Ref

O = TypeVar("O", bound=Object)  # noqa: E741 - an object


class Schema(Mapping[Ref, Object]):
    """The objects of a database, or of a declaration, by their refs."""

    def __init__(self, objects: Iterable[Object] = ()) -> None:
        """Raises DeclarationError when two objects have one ref."""
        self._objects: dict[Ref, Object] = {}
        self._by_kind: dict[type[Object], tuple[Object, ...]] = {}
        for item in objects:
            other = self._objects.setdefault(item.ref, item)
            if other is not item:
                places = " and ".join(str(place) for place in (other.origin, item.origin) if place)
                raise DeclarationError(
                    f"two objects are called {item.ref.kind} {item.ref}" + (f" ({places})" if places else "")
                )

    def __getitem__(self, ref: Ref) -> Object:
        return self._objects[ref]

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._objects)

    def __len__(self) -> int:
        return len(self._objects)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Schema) and self._objects == other._objects

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Schema({list(self._objects.values())!r})"

    def of(self, kind: type[O]) -> Iterator[O]:
        """All objects of one kind, found once."""
        found = self._by_kind.get(kind)
        if found is None:
            found = self._by_kind[kind] = tuple(item for item in self._objects.values() if isinstance(item, kind))
        return iter(found)  # type: ignore[arg-type]

    def find(self, ref: Ref) -> Object | None:
        """The object that a ref means, also where it names only what the object is to others ("type", "relation", "opclass")."""
        return self._objects.get(ref) or self._named.get(ref)

    def free_relation(self, namespace: str, name: str) -> str:
        """The name, with a number behind it where a relation or type of the namespace has it already."""
        found, number = name, 0
        while any(Ref(kind, namespace, found) in self._named for kind in ("relation", "type")):
            number += 1
            found = name.encode()[: LIMIT - len(str(number))].decode(errors="ignore") + str(number)
        return found

    def parts(self, whole: Ref) -> tuple[Object, ...]:
        """The objects that go away with another one."""
        return tuple(self._parts.get(whole, ()))

    def users(self, ref: Ref) -> tuple[Object, ...]:
        """The objects that require another one."""
        return tuple(self._users.get(ref, ()))

    def with_(self, objects: Iterable[Object]) -> "Schema":
        """A schema in which these objects replace those of the same ref, or come beside them."""
        return Schema((self._objects | {item.ref: item for item in objects}).values())

    def where(self, keep: Callable[[Object], bool]) -> "Schema":
        """The schema of the objects for which the function holds."""
        return Schema(item for item in self._objects.values() if keep(item))

    @cached_property
    def _named(self) -> dict[Ref, Object]:
        return {name: item for item in self._objects.values() for name in (*item.aliases(), *item.names())}

    @cached_property
    def _parts(self) -> dict[Ref, list[Object]]:
        parts: dict[Ref, list[Object]] = {}
        for item in self._objects.values():
            for whole in dict.fromkeys(item.part_of()):
                parts.setdefault(whole, []).append(item)
        return parts

    @cached_property
    def _users(self) -> dict[Ref, list[Object]]:
        users: dict[Ref, list[Object]] = {}
        for item in self._objects.values():
            for ref in dict.fromkeys(item.requires()):
                found = self.find(ref)
                if found and found is not item:
                    users.setdefault(found.ref, []).append(item)
        return users
