"""Which facts there are, and in which ones two schemas differ: computed from the classes, so that a new one is seen."""

from collections.abc import Iterator
from typing import Any

import attrs

from mizzle.model.column import Generated, Identity
from mizzle.model.index import IndexKey
from mizzle.model.kinds import KINDS
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.sequence import Counter
from mizzle.model.type import Type

NESTED = (Counter, Identity, Generated, IndexKey, Type)


def facts() -> set[str]:
    """Every compared field of every kind and of the values inside them, as `index.keys` and `IndexKey.descending`."""
    kinds = {f"{name}.{field.name}" for name, kind in KINDS.items() for field in attrs.fields(kind) if field.eq}
    return kinds | {f"{kind.__name__}.{field.name}" for kind in NESTED for field in attrs.fields(kind) if field.eq}


def differing(old: Schema, new: Schema) -> Iterator[str]:
    """The facts in which the objects differ that both schemas have."""
    for ref, item in new.items():
        before = old.get(ref)
        if before is not None and before is not item:
            yield from _differing(before, item, item.kind)


def _differing(old: Any, new: Any, name: str) -> Iterator[str]:
    for field in attrs.fields(type(new)):
        if not field.eq:
            continue
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.eq_key:
            before, after = field.eq_key(before), field.eq_key(after)
        if before != after:
            yield f"{name}.{field.name}"
            yield from _inside(before, after)


def _inside(old: Any, new: Any) -> Iterator[str]:
    if type(old) is not type(new) or isinstance(new, Ref):
        return
    if isinstance(new, tuple) and len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            if before != after:
                yield from _inside(before, after)
    elif isinstance(new, NESTED):
        yield from _differing(old, new, type(new).__name__)
