"""What a user gives beside columns, checked where it is given: names, comments, switches."""

from typing import Any

from mizzle.dsl.place import here
from mizzle.model import names
from mizzle.model.errors import DeclarationError


def checked(name: Any, what: str) -> str:
    """The name, if PostgreSQL would store it unchanged. Raises DeclarationError with the place otherwise."""
    try:
        return names.checked(name, what)
    except DeclarationError as error:
        hint = "" if isinstance(name, str) else "; options go by keyword"
        raise DeclarationError(f"{error}{hint}") from None


def optional(name: Any, what: str) -> str | None:
    """The name, or None where it is left out. An empty name is not left out and is refused."""
    return None if name is None else checked(name, what)


def remark(text: Any) -> str | None:
    """A comment. PostgreSQL keeps no empty one. Raises DeclarationError for what it cannot keep."""
    if text is None:
        return None
    if not isinstance(text, str) or "\0" in text:
        raise DeclarationError(f"{here()}: a comment must be a string without NUL, not {text!r}")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise DeclarationError(f"{here()}: the comment holds a character that UTF-8 cannot store: {text!r}") from None
    return text or None


def switch(value: Any, what: str) -> bool:
    """True or False and nothing that only counts as one of them."""
    if not isinstance(value, bool):
        raise DeclarationError(f"{here()}: {what} must be True or False, not {value!r}")
    return value


def word(value: Any, what: str) -> str:
    """A word of PostgreSQL's that is not checked further: the server knows which there are."""
    if not isinstance(value, str) or not value:
        raise DeclarationError(f"{here()}: {what}, not {value!r}")
    return value


def columns(values: Any, what: str) -> tuple[Any, ...]:
    """Columns of tables."""
    if isinstance(values, str) or not hasattr(values, "__iter__"):
        raise DeclarationError(f"{here()}: {what} takes columns, not {values!r}")
    found = tuple(values)
    for value in found:
        if not (hasattr(value, "_ref") and hasattr(value, "_spec")):
            raise DeclarationError(f"{here()}: {what} takes columns, not {value!r}")
    return found
