"""Roles as they are given: by name, or by a declaration."""

from collections.abc import Iterable
from typing import Any

from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.role import PUBLIC, role

SPECIAL = {"current_user", "current_role", "session_user"}


def role_refs(given: Any, what: str, origin: Place) -> tuple[Ref, ...]:
    """The refs of one role or several. Raises DeclarationError for what is none, and for names like current_user."""
    several = given if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
    found = tuple(dict.fromkeys(_ref(item, what, origin) for item in several))
    if not found:
        raise DeclarationError(f"{origin}: {what} names no role")
    return found


def _ref(given: Any, what: str, origin: Place) -> Ref:
    if not isinstance(given, str):
        raise DeclarationError(f"{origin}: {what} takes the name of a role, not {given!r}")
    if given.lower() in SPECIAL:
        raise DeclarationError(
            f"{origin}: {what} cannot be for {given}: PostgreSQL keeps the role that it means at that moment; name that"
        )
    return PUBLIC if given.lower() == "public" else role(checked(given, "role"))
