"""Functions as other objects mention them."""

from collections.abc import Iterable
from typing import Any

from mizzle.dsl.context import Context
from mizzle.model.ref import Ref, signed
from mizzle.model.type import Type


def routine(given: Any, arguments: Iterable[Type], context: Context) -> Ref | None:
    """A function by its name, or what pg_function() made; a name without a namespace is PostgreSQL's own."""
    if given is None:
        return None
    if not isinstance(given, str):
        ref: Ref = given._ref(context)
        return ref
    namespace, dot, own = given.rpartition(".")
    return Ref("function", namespace if dot else "pg_catalog", signed(own, ", ".join(map(str, arguments))))
