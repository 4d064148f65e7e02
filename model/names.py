"""Names and their quoting: the only functions that put a name or a string into SQL."""

import hashlib
import re

from mizzle.model.errors import DeclarationError
from mizzle.model.place import here

LIMIT = 63  # bytes; NAMEDATALEN - 1. PostgreSQL cuts longer names without an error.

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")


def identifier(name: str) -> str:
    """The name as SQL, always quoted, so that no keyword list has to be right."""
    return '"' + name.replace('"', '""') + '"'


def qualified(namespace: str, name: str) -> str:
    """The name with its namespace, both quoted; the name alone where there is no namespace."""
    return f"{identifier(namespace)}.{identifier(name)}" if namespace else identifier(name)


def plain(name: str) -> str:
    """The name as people write it: quoted only where it has to be."""
    return name if _PLAIN.match(name) else identifier(name)


def literal(text: str) -> str:
    """The string as an SQL literal, right under either setting of standard_conforming_strings."""
    quoted = text.replace("'", "''")
    return "E'" + quoted.replace("\\", "\\\\") + "'" if "\\" in text else f"'{quoted}'"


def checked(name: str, what: str) -> str:
    """The name itself, if PostgreSQL would store it unchanged.

    Raises DeclarationError for an empty name, one with a NUL or a lone surrogate, and one longer than 63 bytes.
    """
    what = f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
    if not isinstance(name, str):
        raise DeclarationError(f"{here()}: the name of {what} must be a string, not {type(name).__name__}")
    if not name:
        raise DeclarationError(f"{here()}: the name of {what} must not be empty")
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        raise DeclarationError(
            f"{here()}: the name of {what} holds a character that UTF-8 cannot store: {name!r}"
        ) from None
    if "\0" in name:
        raise DeclarationError(f"{here()}: the name of {what} must not hold a NUL character: {name!r}")
    if size > LIMIT:
        raise DeclarationError(
            f"{here()}: the name of {what} is {size} bytes long and PostgreSQL keeps {LIMIT}: {name!r}; choose a shorter one"
        )
    return name


def chosen(name: str, limit: int = LIMIT) -> str:
    """A name that mizzle chooses: cut on a character boundary and ended in a stable hash when it is too long."""
    data = name.encode()
    if len(data) <= limit:
        return name
    digest = hashlib.sha256(data).hexdigest()[:8]
    return data[: limit - 9].decode(errors="ignore") + "_" + digest
