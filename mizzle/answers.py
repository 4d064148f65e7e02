"""What somebody has said beforehand: renames and consents."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import Factory, evolve, frozen

from mizzle.errors import UsageError


@frozen
class Answers:
    """What somebody has said beforehand.

    renames  {"app.users.nick": "nickname"}
    allowed  texts of consents: {"drop-column:app.users.nick"}
    all      accept every loss, and take an unanswered drop and add as just that
    expand   columns whose change of type is done beside them by an online plan: {"app.users.id"}
    """

    renames: Mapping[str, str] = Factory(dict)
    allowed: frozenset[str] = frozenset()
    all: bool = False
    expand: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self != Answers()

    def also(self, renames: Mapping[str, str], allowed: Iterable[str]) -> "Answers":
        """These answers and more; the later ones win."""
        return evolve(self, renames={**self.renames, **renames}, allowed=self.allowed | frozenset(allowed))


def read_answers(path: str) -> Answers:
    """The answers in a file, TOML or JSON by its ending.

        allowed = ["drop-column:app.users.age"]

        [renames]
        "app.users.nick" = "nickname"

    Raises UsageError, with the file's name, for one that is not there, cannot be read or says something else.
    """
    facts = _parsed(path)
    if not isinstance(facts, dict):
        raise UsageError(f"{path}: answers are a table of renames and allowed")
    if unknown := sorted(set(facts) - {"renames", "allowed"}):
        raise UsageError(f"{path}: there is no answer {unknown[0]!r}; there are renames and allowed")
    renames, allowed = facts.get("renames", {}), facts.get("allowed", [])
    if not isinstance(renames, dict) or not all(isinstance(name, str) for name in renames.values()):
        raise UsageError(f'{path}: renames is a table of old and new names: "app.users.nick" = "nickname"')
    if not isinstance(allowed, list) or not all(isinstance(text, str) for text in allowed):
        raise UsageError(f'{path}: allowed is a list of consents: ["drop-column:app.users.nickname"]')
    return Answers(renames, frozenset(allowed))


def _parsed(path: str) -> Any:
    import json
    import tomllib

    try:
        text = Path(path).read_text(encoding="utf-8")
        return json.loads(text) if path.endswith(".json") else tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:  # what both parsers and the decoder raise
        raise UsageError(f"{path}: {error}") from None
