"""Where in the user's file something was declared, for messages."""

import sys
from pathlib import Path

from mizzle.model.place import Place

_OURS = str(Path(__file__).resolve().parent.parent)
_TREES = tuple(f"{_OURS}/{room}/" for room in ("dsl", "mizzle", "model"))


def here() -> Place:
    """The nearest caller outside mizzle."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_code.co_filename.startswith(_TREES):
        frame = frame.f_back
    return Place(frame.f_code, frame.f_lasti)
