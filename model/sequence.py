import re
from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from mizzle.model.namespace import namespace
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.rename import unmarked

_NEXT = re.compile(r"nextval\((?P<escaped>E?)'(?P<said>(?:[^']|'')*)'::regclass\)\Z")
_WORD = re.compile(r'"((?:[^"]|"")+)"|([^".]+)')
RANGES = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}


@frozen(kw_only=True)
class Counter:
    """How a sequence counts. The defaults of PostgreSQL are written out, as the catalog does."""

    type: str = "bigint"
    start: int = 1
    increment: int = 1
    minimum: int = 1
    maximum: int = 2**63 - 1
    cache: int = 1
    cycle: bool = False

    @classmethod
    def make(
        cls,
        type: str = "bigint",  # noqa: A002 - PostgreSQL's word
        *,
        start: int | None = None,
        increment: int = 1,
        minimum: int | None = None,
        maximum: int | None = None,
        cache: int = 1,
        cycle: bool = False,
    ) -> "Counter":
        """A counter whose open ends are filled as PostgreSQL fills them."""
        low = minimum if minimum is not None else 1 if increment > 0 else -RANGES[type]
        high = maximum if maximum is not None else RANGES[type] - 1 if increment > 0 else -1
        first = start if start is not None else low if increment > 0 else high
        return cls(type=type, start=first, increment=increment, minimum=low, maximum=high, cache=cache, cycle=cycle)


@frozen(kw_only=True)
class Sequence(Object):
    """A sequence, standing alone or owned by a column (serial)."""

    kind: ClassVar[str] = "sequence"
    space: ClassVar[str] = "relation"

    counter: Counter = Counter()
    owned_by: Ref | None = None
    unlogged: bool = False

    def feeds(self, default: str) -> bool:
        """Whether a default takes its values from it: a server quotes names in nextval() that are keywords, people need not."""
        found = _NEXT.match(default)
        if not found:
            return False
        said = found["said"].replace("''", "'")
        if found["escaped"]:
            said = said.replace("\\\\", "\\")
        words = [quoted.replace('""', '"') or bare for quoted, bare in _WORD.findall(said)]
        return words == [unmarked(self.ref).schema, unmarked(self.ref).name]

    def requires(self) -> Iterator[Ref]:
        # Not owned_by: the column's default needs the sequence first, and the owner is told afterwards.
        yield namespace(self.ref.schema)
        yield from self.depends

    def avoids(self) -> Iterator[Ref]:
        # It has no row type of its own, but PostgreSQL looks for one all the same (heap_create_with_catalog).
        yield Ref("type", self.ref.schema, self.ref.name)

    def part_of(self) -> Iterator[Ref]:
        if self.owned_by:
            yield self.owned_by
            yield self.owned_by.table
