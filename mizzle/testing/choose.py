"""One small interface to chance, so that hypothesis (which shrinks) and a seeded fuzzer (which is fast) draw the same."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chooser:
    """Choices by number. The first option is the simplest: hypothesis shrinks towards it.

    `seen` counts what was drawn, so that a run can tell what it never tried. `extensions` are those that the server has.
    """

    def __init__(self, pick: Callable[[int], int], extensions: Iterable[str] = ()) -> None:
        """`pick(n)` gives a number from 0 to n - 1."""
        self.pick = pick
        self.extensions = tuple(sorted(extensions))
        self.seen: Counter[str] = Counter()

    @classmethod
    def seeded(cls, seed: int, extensions: Iterable[str] = ()) -> "Chooser":
        """Choices that a seed decides."""
        return cls(random.Random(seed).randrange, extensions)  # noqa: S311 - tests, not secrets

    def one(self, options: Sequence[T]) -> T:
        return options[self.pick(len(options))]

    def maybe(self, chances: int = 2) -> bool:
        """True one time in so many; False is the simpler."""
        return self.pick(chances) == chances - 1

    def number(self, low: int, high: int) -> int:
        return low + self.pick(high - low + 1)

    def some(self, options: Sequence[T], low: int, high: int) -> list[T]:
        """So many different ones of the options, in an order of their own."""
        left = list(options)
        return [left.pop(self.pick(len(left))) for _ in range(min(self.number(low, high), len(left)))]

    def note(self, what: str) -> None:
        self.seen[what] += 1
