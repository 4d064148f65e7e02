"""What a start says of each plugin, and what it may do without asking."""

import json
import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import field, frozen

from mizzle.answers import Answers
from mizzle.errors import ConsentMissing, PlanError, UsageError

if TYPE_CHECKING:
    from mizzle.preflight import Finding

ALLOW = "MIZZLE_ALLOW_DESTRUCTIVE_MIGRATIONS"
SMALL_ROWS, SMALL_BYTES = 10_000, 16 << 20
SHOWN = 10  # statements of a plan that nobody has agreed to
CONSENT = re.compile(r"[a-z]+(-[a-z]+)*:.")


@frozen
class Step:
    """What was done, or would be done, for a plugin.

    statements  in order; those of a cycle stand with each of its plugins
    findings    what is lost or takes long, each with the consent that covers it
    error       why nothing was done; what waits for leave has its statements and findings all the same
    """

    plugin: str
    namespace: str
    statements: tuple[str, ...] = ()
    findings: "tuple[Finding, ...]" = ()
    remarks: tuple[str, ...] = ()
    error: Exception | None = field(default=None, eq=False)

    def __bool__(self) -> bool:
        return bool(self.statements) and self.error is None

    @property
    def why(self) -> str:
        """Why nothing was done; of what waits for leave also the plan, and how whoever starts it from Python gives leave."""
        if not isinstance(self.error, ConsentMissing):
            return str(self.error)
        texts = [text.replace("\n", "\n    ") for text in self.statements]
        rest = [f"… and {len(texts) - SHOWN} more"] if len(texts) > SHOWN else []
        leave = json.dumps(list(dict.fromkeys(str(finding.consent) for finding in self.error.findings)))
        return "\n  ".join(
            [
                str(self.error),
                "the plan:",
                *(f"  {text}" for text in (*(f"{text};" for text in texts[:SHOWN]), *rest)),
                f"from Python: start(…, allow={leave}); {ALLOW}=true allows everything",
            ]
        )


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
        """The policy of these consents and of the environment. Raises UsageError for what is neither consents nor a size."""
        texts: list[object] = [allow] if isinstance(allow, str) or not isinstance(allow, Iterable) else [*allow]
        allowed = frozenset(text for text in texts if isinstance(text, str) and CONSENT.match(text))
        if wrong := [text for text in texts if text not in allowed]:
            raise UsageError(
                f'allow is a list of consents, as ["drop-column:shop.users.nick"], and {wrong[0]!r} is none'
            )
        if isinstance(small_table, bool) or not isinstance(small_table, int) or small_table < 0:
            raise UsageError(f"small_table is a number of rows, not {small_table!r}")
        everything = os.environ.get(ALLOW, "").lower() in ("1", "true", "yes")
        return cls(Answers({}, allowed, everything), small_table)


class PluginError(PlanError):
    """A plugin was not migrated, and nothing of it was kept.

    plugin  its name
    step    the plan, where there is one; its error is the cause
    """

    def __init__(self, step: Step) -> None:
        self.plugin, self.step = step.plugin, step
        self.__cause__ = step.error
        super().__init__(f"Failed to run migrations for plugin {step.plugin}: {step.why}")
