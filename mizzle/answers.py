"""What somebody has said beforehand: renames and consents."""

from collections.abc import Mapping

from attrs import Factory, frozen


@frozen
class Answers:
    """What somebody has said beforehand.

    renames  {"app.users.nick": "nickname"}
    allowed  texts of consents: {"drop-column:app.users.nick"}
    all      accept every loss, and take an unanswered drop and add as just that
    """

    renames: Mapping[str, str] = Factory(dict)
    allowed: frozenset[str] = frozenset()
    all: bool = False
