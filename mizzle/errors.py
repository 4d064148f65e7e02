"""Every error that mizzle raises on purpose.

MizzleError
├── DeclarationError        a declaration cannot be what it says (place in the user's file)
├── UsageError              a command or setting is wrong or incomplete
├── ConnectError            no connection to the server (never shows a password)
├── ServerError             the server refused a statement (never shows row values)
├── EmbeddedError           the embedded server cannot run here
└── PlanError
    ├── UnsupportedChange   a difference that no rule carries out
    ├── DependencyCycle     statements that wait for each other
    ├── UnansweredRename    a drop and an add that look like a rename
    └── ConsentMissing      a plan would lose something and nobody agreed

The message says what, where and what to do. The command line prints it without a traceback.
"""

from mizzle.model.errors import DeclarationError, DependencyCycle, MizzleError, PlanError, UnsupportedChange


class UsageError(MizzleError):
    """A command, a setting or an argument is wrong or incomplete."""


class ConnectError(MizzleError):
    """There is no connection to the server. The message never shows a password."""


class ServerError(MizzleError):
    """The server refused a statement. The message shows no row values."""


class EmbeddedError(MizzleError):
    """The embedded server cannot run here; the message names the remedy."""


class UnansweredRename(PlanError):
    """A dropped and an added object look like a rename and nobody said which it is."""


class ConsentMissing(PlanError):
    """A plan would lose something and nobody agreed to it."""


__all__ = [
    "ConnectError",
    "ConsentMissing",
    "DeclarationError",
    "DependencyCycle",
    "EmbeddedError",
    "MizzleError",
    "PlanError",
    "ServerError",
    "UnansweredRename",
    "UnsupportedChange",
    "UsageError",
]
