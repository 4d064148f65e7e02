"""What the last lines of a run tell, and what makes a whole run fail.

A worker of pytest-xdist hands its part over in `workeroutput`, with which it ends: no file that two runs on one machine
could take from each other.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from attrs import Factory, define


@define
class Tally:
    """Servers used, and pairs and things drawn per server."""

    servers: set[int] = Factory(set)
    pairs: Counter[int] = Factory(Counter)
    drawn: Counter[str] = Factory(Counter)

    def part(self) -> dict[str, Any]:
        """This process's share, of what execnet can carry."""
        return {"servers": sorted(self.servers), "pairs": dict(self.pairs), "drawn": dict(self.drawn)}

    def add(self, part: dict[str, Any]) -> None:
        """Count a worker's share in."""
        self.servers |= set(part["servers"])
        self.pairs.update(part["pairs"])
        self.drawn.update(part["drawn"])

    def unused(self, found: Iterable[int]) -> list[int]:
        """The servers that this machine has and no test asked for."""
        return sorted(set(found) - self.servers)

    def lines(self, skipped: Iterable[pytest.TestReport]) -> list[str]:
        """Servers used, pairs drawn per server, skips with their reasons."""
        reasons = Counter(
            report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr) for report in skipped
        )
        return [
            f"servers used: {', '.join(f'PostgreSQL {major}' for major in sorted(self.servers)) or 'none'}",
            *(f"pairs drawn on PostgreSQL {major}: {number}" for major, number in sorted(self.pairs.items())),
            f"kinds, types and edits drawn: {len(self.drawn)}",
            *(f"skipped {number}: {reason.removeprefix('Skipped: ')}" for reason, number in sorted(reasons.items())),
        ]


def whole(config: pytest.Config) -> bool:
    """Whether the run is of all tests, so that a server without a test is a hole in it."""
    root = config.rootpath
    places = {(config.invocation_params.dir / argument).resolve() for argument in config.args}
    narrowed = [
        getattr(config.option, name, None)
        for name in ("keyword", "markexpr", "deselect", "collectonly", "lf", "stepwise", "ignore", "ignore_glob")
    ]
    return places == {Path(root / path).resolve() for path in config.getini("testpaths")} and not any(narrowed)
