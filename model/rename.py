"""Renames carried through a schema: the same objects by their new names.

Only structure is carried here. Texts that a server printed are carried by the server itself (mizzle/spell.py).
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import attrs

from mizzle.model.expr import Regclass
from mizzle.model.names import LIMIT, chosen
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

# What stands where a rename wants to go is marked: its ref gets this at the end, its name in SQL stays as it is.
Move = Callable[[Ref], Ref]
O = TypeVar("O", bound=Object)  # noqa: E741 - an object
MARK = "\0"
WAITING = "__mizzle_old"
BUILT = "__mizzle_new"


def swap_name(name: str) -> str:
    """The name under which an old type waits until nothing uses it any more."""
    return chosen(name, LIMIT - len(WAITING)) + WAITING


def built_name(name: str) -> str:
    """The name under which an index is built that takes another's place or a constraint's when it is done."""
    return name.encode()[: LIMIT - len(BUILT)].decode(errors="ignore") + BUILT


def left_over(name: str) -> bool:
    """Whether it is a name that only a plan that was interrupted leaves behind."""
    return name.endswith((WAITING, BUILT))


def waits(name: str) -> bool:
    """Whether it is such a name."""
    return name.endswith(WAITING)


def carry(schema: Schema, renames: Mapping[Ref, Ref]) -> Schema:
    """The schema with the renames done. Keys are refs as they are now, values are refs as they become.

    What is said to become what it is stays, though its table moves to another namespace.
    """
    if not renames:
        return schema
    table = with_names(schema, renames)
    while True:
        move = mover(table)
        items = [moved(item, move, along=renames.get(item.ref) != item.ref) for item in schema.values()]
        # What moves, be it along with its table, finds nothing under its new name: what stays there is marked.
        stays = {now.ref for now, item in zip(schema.values(), items, strict=True) if now.ref == item.ref}
        come = [item for now, item in zip(schema.values(), items, strict=True) if now.ref != item.ref]
        taken = {item.ref: _marked(item.ref) for item in come if item.ref in stays}
        # Nor a type the row type of a table that stays, and the other way round.
        types = {name for item in come for name in item.names() if name.kind == "type"}
        taken |= {
            item.ref: _marked(item.ref) for item in items if item.ref in stays and not types.isdisjoint(item.names())
        }
        if not taken:
            break
        table |= with_names(schema, taken)
        # With a table that is marked go the new names of what stands in it.
        parts = ((now, then, taken.get(now.table)) for now, then in renames.items() if then.part)
        table |= {now: then._replace(name=marked.name) for now, then, marked in parts if marked}
    follow = with_names(
        schema, {now.ref: item.ref for now, item in zip(schema.values(), items, strict=True) if _other(now, item, move)}
    )
    # Those who mention what follows from something else, or goes along with it, follow too, and others follow from them.
    while follow := follow | {item.ref: item.placed() for item in items if item.placed() != item.ref}:
        items, follow = [moved(item, mover(follow)) for item in items], {}
    return Schema(items)


def mover(renames: Mapping[Ref, Ref]) -> Move:
    """The function that gives each ref its new form, whether it is renamed itself or stands in something that is."""

    def move(ref: Ref) -> Ref:
        exact = renames.get(ref)
        if exact:
            return exact
        if ref.part:
            table = move(ref.table)
            return ref if table == ref.table else Ref(ref.kind, table.schema, table.name, ref.part)
        if ref.schema:
            namespace = renames.get(Ref("namespace", "", ref.schema))
            if namespace:
                return ref._replace(schema=namespace.name)
        return ref

    return move


def unmarked(ref: Ref) -> Ref:
    """The ref without the mark of what stands where a rename wants to go."""
    return Ref(ref.kind, ref.schema, ref.name.replace(MARK, ""), ref.part.replace(MARK, ""))


def _other(now: Object, then: Object, move: Move) -> bool:
    """Whether what was carried is called otherwise than those who mention it believe: itself, or what stands behind it (the index of a key)."""
    if now.ref == then.ref:
        return False
    names = zip(now.names(), then.names(), strict=True)
    return move(now.ref) != then.ref or any(move(before) != after for before, after in names)


def _marked(ref: Ref) -> Ref:
    return ref.called(ref.own + MARK)


def with_names(schema: Schema, renames: Mapping[Ref, Ref]) -> dict[Ref, Ref]:
    """The renames, also for those who mention a type or relation without knowing its kind."""
    table = dict(renames)
    for old, new in renames.items():
        item = schema.get(old)
        if item:
            after = attrs.evolve(item, ref=new)
            for name, then in zip((*item.names(), *item.aliases()), (*after.names(), *after.aliases()), strict=True):
                table.setdefault(name, then)
    return table


def moved(item: O, move: Move, *, along: bool = True) -> O:
    """An object with every ref in it moved; `along` says whether it goes with its table to another namespace."""
    new: O = _value(item.carried(move), move)
    space = move(Ref("namespace", "", item.ref.schema)).name
    if along and new.ref == item.ref._replace(schema=space) and new.space == "relation" and new.kind != "table":
        # Indexes and owned sequences do; a partition does not.
        for before, whole in zip(_tables(item), _tables(new), strict=True):
            if before.schema != whole.schema != new.ref.schema:
                return attrs.evolve(new, ref=new.ref._replace(schema=whole.schema))
    return new


def _tables(item: Object) -> list[Ref]:
    return [whole for whole in item.part_of() if whole.kind in ("table", "materialized_view")]


def _value(value: Any, move: Move) -> Any:
    if isinstance(value, Ref):
        return move(value)
    if isinstance(value, (str, int, type(None))):
        return value
    if isinstance(value, Regclass):
        return Regclass(move(value.ref))
    if isinstance(value, tuple):
        moved = tuple(_value(item, move) for item in value)
        return value if moved == value else moved
    if isinstance(value, frozenset):
        return frozenset(_value(item, move) for item in value)
    if attrs.has(type(value)):
        changes = {
            field.name: new
            for field in attrs.fields(type(value))
            if (new := _value(old := getattr(value, field.name), move)) is not old and new != old
        }
        return attrs.evolve(value, **changes) if changes else value
    return value
