"""Two schemas that a plan leads from and to, and what says that one did not."""

from collections.abc import Iterator

from attrs import define, field

from mizzle.answers import Answers
from mizzle.connection import Connection, run
from mizzle.introspect.renames import said
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.testing.choose import Chooser
from mizzle.testing.editing import edited
from mizzle.testing.moving import moved
from mizzle.testing.whole import schema


class LawBroken(AssertionError):
    """A law does not hold; the message says which, and for what."""


@define
class Pair:
    """Two schemas, the second made of the first by an edit script.

    ran    what was run so far, for messages
    moves  what goes to another namespace, which an answer says: ref before → ref after
    """

    before: Schema
    after: Schema
    seen: Chooser
    ran: list[str] = field(factory=list)
    moves: dict[Ref, Ref] = field(factory=dict)

    @classmethod
    def drawn(cls, choose: Chooser, major: int) -> "Pair":
        return cls.following(choose, schema(choose, major), major)

    @classmethod
    def following(cls, choose: Chooser, before: Schema, major: int) -> "Pair":
        """The pair from a schema to another one."""
        after, moves = edited(choose, before, major), dict[Ref, Ref]()
        if choose.maybe(8):
            after, moves = moved(choose, before, after)
        return cls(before, after, choose, moves=moves)

    @property
    def renames(self) -> dict[Ref, Ref]:
        return said(self.before, self.after) | self.moves

    @property
    def answers(self) -> Answers:
        return Answers({str(now): str(then) for now, then in self.moves.items()}, all=True)

    def run(self, connection: Connection, statements: Iterator[str]) -> None:
        for text in statements:
            self.ran.append(text)
            run(connection, text)
