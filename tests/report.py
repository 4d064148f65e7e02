"""What the last lines of a run tell. Workers of pytest-xdist write their part to a file each."""

import json
import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from attrs import Factory, define


@define
class Tally:
    """Servers used, and pairs and things drawn per server."""

    servers: set[int] = Factory(set)
    pairs: Counter[int] = Factory(Counter)
    drawn: Counter[str] = Factory(Counter)

    def report(self, reporter: pytest.TerminalReporter, found: list[int]) -> None:
        """Print the tally of all workers, or write this worker's part for the first process."""
        for file in _folder().glob("*.json"):
            part = json.loads(file.read_text())
            self.servers |= set(part["servers"])
            self.pairs.update({int(major): number for major, number in part["pairs"].items()})
            self.drawn.update(part["drawn"])
            file.unlink()
        if not self.servers:
            return
        reporter.write_line(f"servers used: {', '.join(f'PostgreSQL {major}' for major in sorted(self.servers))}")
        for major, number in sorted(self.pairs.items()):
            reporter.write_line(f"pairs drawn on PostgreSQL {major}: {number}")
        skipped = reporter.stats.get("skipped", [])
        reasons = Counter(
            report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr) for report in skipped
        )
        for reason, number in sorted(reasons.items()):
            reporter.write_line(f"skipped {number}: {reason.removeprefix('Skipped: ')}")
        unused = set(found) - self.servers
        if unused and len(reporter.stats.get("passed", [])) > 200:
            reporter.write_line(f"FOUND AND NOT USED: {', '.join(map(str, sorted(unused)))}", red=True)

    def save(self) -> None:
        """Leave this worker's part for the first process."""
        (_folder() / f"{os.getpid()}.json").write_text(
            json.dumps({"servers": sorted(self.servers), "pairs": self.pairs, "drawn": self.drawn})
        )


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"mizzle-tally-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    return folder
