"""How long work gets on: a bar on a terminal, plain lines elsewhere, always on stderr, and only once it is long."""

import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

PATIENCE = 2.0  # seconds of silence, at the beginning and between two plain lines


class Progress:
    """Told what is being done; tells it once the work has taken a while."""

    def __init__(self) -> None:
        self.patience = PATIENCE
        self.text, self.done, self.total = "", 0, 0
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._bar: Bar | None = None
        self._task: Any = None
        self._quiet = False
        self._said = ""
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self.pause()

    def step(self, text: str) -> None:
        """The next step begins."""
        with self._lock:
            self.text, self.done, self.total, self._quiet = text, 0, 0, False

    def statements(self, done: int, total: int) -> None:
        """So many statements have run."""
        self.done, self.total = done, total

    def pause(self) -> None:
        """Say nothing until the next step: something else is printed, or somebody is asked."""
        with self._lock:
            self._quiet = True
            if self._bar is not None:
                self._bar.stop()
                self._bar = None

    def _watch(self) -> None:
        shown = time.monotonic() + self.patience
        terminal = sys.stderr.isatty()
        while not self._over.wait(0.1):
            if time.monotonic() < shown:
                continue
            with self._lock:
                if not self.text or self._quiet:
                    continue
                if terminal:
                    self._draw()
                elif (line := self._line()) != self._said:
                    self._said = line
                    click.echo(line, err=True)
                    shown = time.monotonic() + self.patience

    def _line(self) -> str:
        return f"… {self.text}" + (f": {self.done:,} of {self.total:,} statements" if self.total else "")

    def _draw(self) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self.text, total=None)
            self._bar.start()
        self._bar.update(self._task, description=self.text, completed=self.done, total=self.total or None)
