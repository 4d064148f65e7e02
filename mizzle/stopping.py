"""Ctrl-C while a statement runs that is in no transaction: it ends first, for cut off it leaves an index half built."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from attrs import define


@define
class Stop:
    """Whether somebody has asked to stop."""

    asked: bool = False


@contextmanager
def boundary(step: Callable[[str], None]) -> Iterator[Stop]:
    """Put Ctrl-C off to the end of the block; a second one cuts it off. Outside the main thread nothing is changed."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def asked(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        if stop.asked:
            raise KeyboardInterrupt
        stop.asked = True
        step("stopping when this statement is done; Ctrl-C again cuts it off")

    before = signal.signal(signal.SIGINT, asked)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
