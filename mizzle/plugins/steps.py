"""What a start says of each plugin, and what it may do without asking."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import field, frozen

from mizzle.answers import Answers
from mizzle.errors import PlanError

if TYPE_CHECKING:
    from mizzle.preflight import Finding

ALLOW = "MIZZLE_ALLOW_DESTRUCTIVE_MIGRATIONS"
SMALL_ROWS, SMALL_BYTES = 10_000, 16 << 20


@frozen
class Step:
    """What was done, or would be done, for a plugin.

    statements  in order; those of a cycle stand with each of its plugins
    findings    what is lost or takes long, each with the consent that covers it
    error       why nothing was done
    """

    plugin: str
    namespace: str
    statements: tuple[str, ...] = ()
    findings: "tuple[Finding, ...]" = ()
    remarks: tuple[str, ...] = ()
    error: Exception | None = field(default=None, eq=False)

    def __bool__(self) -> bool:
        return bool(self.statements)


@frozen
class Policy:
    """What may be done without asking: the consents given, and up to how many rows a table counts as small."""

    answers: Answers
    rows: int = SMALL_ROWS

    @property
    def bytes(self) -> int:
        """How large the file of a small table may be: 16 MB for 10,000 rows."""
        return self.rows * SMALL_BYTES // SMALL_ROWS

    @classmethod
    def made(cls, allow: Iterable[str] = (), small_table: int = SMALL_ROWS) -> "Policy":
        everything = os.environ.get(ALLOW, "").lower() in ("1", "true", "yes")
        return cls(Answers({}, frozenset(allow), everything), small_table)


class PluginError(PlanError):
    """A plugin was not migrated, and nothing of it was kept. `plugin` is its name; the cause tells why."""

    def __init__(self, plugin: str, cause: Exception) -> None:
        self.plugin = plugin
        super().__init__(f"Failed to run migrations for plugin {plugin}: {cause}")
