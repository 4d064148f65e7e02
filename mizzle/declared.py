"""What users give as the wanted side: a module, a mapping, a list, or a schema that is made already."""

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from mizzle.model.schema import Schema

Source = ModuleType | Mapping[str, Any] | Iterable[Any] | Schema


def wanted(source: Source, *, casing: str | None = None) -> Schema:
    """The schema of a module, a mapping or a list of declarations."""
    if isinstance(source, Schema):
        return source
    from mizzle.dsl.declare import declare  # comparing two databases needs no builders

    return declare(source, casing=casing)
