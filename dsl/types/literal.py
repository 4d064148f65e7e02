"""Python values as SQL literals."""

from typing import Any

from mizzle.model.names import literal


def written(value: Any, origin: str | None = None) -> str:
    """The literal of a value whose column type is not known, as inside sql()."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return literal(value)
    raise TypeError(f"{origin or ''} no literal for {type(value).__name__}")
