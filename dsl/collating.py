"""Collations as columns, keys and types take them."""

import re
from typing import Protocol

from mizzle.dsl.context import Context
from mizzle.model.ref import Ref

_LOCALE = re.compile(r"[a-z]{2,3}_[A-Z]{2}\Z")


class Collating(Protocol):
    """What pg_collation() makes."""

    def _ref(self, context: Context) -> Ref: ...


def collation(given: "str | Collating | None", context: Context) -> Ref | None:
    """A collation as it is given; a name without a namespace is PostgreSQL's own."""
    if given is None:
        return None
    if not isinstance(given, str):
        return given._ref(context)
    namespace, dot, own = given.partition(".")
    if not dot or _LOCALE.match(namespace):  # "en_US.utf8" is one name
        return Ref("collation", "pg_catalog", given)
    return Ref("collation", namespace, own)
