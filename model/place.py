"""Where in the user's file something was declared, for messages."""

import sys
from pathlib import Path
from types import CodeType, TracebackType


class Place:
    """A line of a file, worked out when somebody asks.

    frame.f_lineno walks the line table from its beginning: in a module of 20,000 lines that made declaring 1,000 tables
    six times dearer than everything else together.
    """

    __slots__ = ("code", "instruction")

    def __init__(self, code: CodeType, instruction: int) -> None:
        self.code = code
        self.instruction = instruction

    def __str__(self) -> str:
        line = next(
            (line for start, end, line in self.code.co_lines() if start <= self.instruction < end),
            self.code.co_firstlineno,
        )
        return f"{self.code.co_filename}:{line}"

    def __repr__(self) -> str:
        return str(self)


def at(origin: Place | None) -> str:
    """The place before a message, for objects that were declared. Only for errors: it takes as long as the module is."""
    return f"{origin}: " if origin else ""


_OURS = str(Path(__file__).resolve().parent.parent)
# What attrs writes for our classes stands in no file.
_TREES = (*(f"{_OURS}/{room}/" for room in ("dsl", "mizzle", "model")), "<attrs generated methods mizzle.")


def here() -> Place:
    """The nearest caller outside mizzle."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_code.co_filename.startswith(_TREES):
        frame = frame.f_back
    return Place(frame.f_code, frame.f_lasti)


def raised_at(trace: TracebackType | None, within: str | None = None) -> Place | None:
    """The innermost line outside mizzle that an error came through, or the innermost of a file."""
    found = None
    while trace is not None:
        code = trace.tb_frame.f_code
        name = code.co_filename
        if name == within if within else not name.startswith((*_TREES, "<frozen")):
            found = Place(code, trace.tb_lasti)
        trace = trace.tb_next
    return found
