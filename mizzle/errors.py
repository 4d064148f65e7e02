"""Every error that mizzle raises on purpose.

MizzleError
├── DeclarationError        a declaration cannot be what it says (place in the user's file)
├── UsageError              a command or setting is wrong or incomplete
├── ConnectError            no connection to the server (never shows a password)
├── ServerError             the server refused a statement (never shows row values)
│   └── QueryError          … of a query; tells SQLSTATE, table and constraint
├── DocumentError           a document is not of the type that its column validates
├── RowCountError           one row was wanted and there were none, or more
├── EmbeddedError           the embedded server cannot run here
├── Stopped                 somebody stopped it with Ctrl-C; tells where
├── HistoryError            what a database says was done to it, and the files of it, do not fit
└── PlanError
    ├── UnsupportedChange   a difference that no rule carries out
    ├── DependencyCycle     statements that wait for each other
    ├── UnansweredRename    a drop and an add that look like a rename
    ├── NotReady            something outside the plan stops it: a right, a prepared transaction, a replica
    └── ConsentMissing      a plan would lose something and nobody agreed

The message says what, where and what to do. The command line prints it without a traceback.
"""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mizzle.model.errors import (
    DeclarationError,
    DependencyCycle,
    DocumentError,
    MizzleError,
    PlanError,
    UnsupportedChange,
)

if TYPE_CHECKING:
    from mizzle.model.ref import Ref
    from mizzle.preflight import Finding


class UsageError(MizzleError):
    """A command, a setting or an argument is wrong or incomplete."""


class ConnectError(MizzleError):
    """There is no connection to the server. The message never shows a password."""


class ServerError(MizzleError):
    """The server refused a statement. The message shows no row values."""


class QueryError(ServerError):
    """A query failed. The message shows no row values.

    sqlstate, table, column, constraint   as the server tells them
    """

    def __init__(self, message: str, cause: Any = None) -> None:
        self.sqlstate: str | None = getattr(cause, "sqlstate", None)
        diagnosis = getattr(cause, "diag", None)
        self.table: str | None = getattr(diagnosis, "table_name", None)
        self.column: str | None = getattr(diagnosis, "column_name", None)
        self.constraint: str | None = getattr(diagnosis, "constraint_name", None)
        super().__init__(message)


class RowCountError(MizzleError):
    """One row was wanted, and the query found none, or more."""


class EmbeddedError(MizzleError):
    """The embedded server cannot run here; the message names the remedy."""


class HistoryError(MizzleError):
    """What a database says was done to it does not fit itself, or the files that did it."""


class Stopped(MizzleError):
    """Somebody pressed Ctrl-C. The message says what is done and what is undone."""


class UnansweredRename(PlanError):
    """A dropped and an added object look like a rename and nobody said which it is.

    questions  the object that goes, the one that comes, and the consent that says they are two
    """

    def __init__(self, questions: "Sequence[tuple[Ref, Ref, str]]") -> None:
        self.questions = tuple(questions)
        lines = [
            f"{old.kind} {old} is gone and {new.kind} {new} is new\n"
            f"    renamed: --rename {shell(f'{old}:{new_name(old, new)}')}\n"
            f"    another: --allow {shell(consent)}"
            for old, new, consent in self.questions
        ]
        super().__init__("is this a rename?\n  " + "\n  ".join(lines))


def new_name(old: "Ref", new: "Ref") -> str:
    """The new name as an answer tells it: with its namespace where that is another."""
    return f"{new.schema}.{new.own}" if not new.part and new.schema != old.schema else new.own


class NotReady(PlanError):
    """Something outside a plan stops it: missing rights, a prepared transaction, a replica. Nothing was changed.

    reasons  all of them
    """

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("this plan cannot run here yet, and nothing was changed:\n  " + "\n  ".join(self.reasons))


class ConsentMissing(PlanError):
    """A plan would lose something and nobody agreed to it.

    findings  what is lost, each with the consent that covers it
    """

    def __init__(self, findings: "Sequence[Finding]") -> None:
        self.findings = tuple(findings)
        super().__init__("nobody has agreed to this yet:\n  " + "\n  ".join(map(told, self.findings)))


def told(finding: "Finding") -> str:
    """What is lost and how to agree to it."""
    return f"{finding.message}\n    --allow {shell(str(finding.consent))}"


def shell(word: str) -> str:
    """The word as a shell takes it, so that what is shown can be pasted."""
    return shlex.quote(word)


__all__ = [
    "ConnectError",
    "ConsentMissing",
    "DeclarationError",
    "DependencyCycle",
    "DocumentError",
    "EmbeddedError",
    "HistoryError",
    "MizzleError",
    "NotReady",
    "PlanError",
    "QueryError",
    "RowCountError",
    "ServerError",
    "Stopped",
    "UnansweredRename",
    "UnsupportedChange",
    "UsageError",
]
