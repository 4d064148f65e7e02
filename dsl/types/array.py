"""Array literals."""

from typing import Any


def array_literal(value: Any, data_type: Any) -> str:
    """A list as an array literal of the given element type."""
    raise TypeError("arrays are not written yet")
