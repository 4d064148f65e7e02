"""SQL expressions as values: pieces of text with the objects they mention in between."""

import re
from collections.abc import Callable, Iterator

from attrs import field, frozen

from mizzle.model.place import Place
from mizzle.model.ref import Ref


@frozen
class Regclass:
    """A relation named inside a string literal, as in nextval('app.users_id_seq'::regclass)."""

    ref: Ref


Piece = str | Ref | Regclass
_BEFORE_DOT = re.compile(r'(?:"((?:[^"]|"")+)"|([^\W\d][\w$]*))\s*\.')


def before_dots(text: str) -> Iterator[str]:
    """The words before a dot, as PostgreSQL folds them."""
    for quoted, bare in _BEFORE_DOT.findall(text) if "." in text else ():
        yield quoted.replace('""', '"') or bare.lower()


@frozen
class Expr:
    """An expression. Columns that sql() interpolated stay refs, so a rename changes no text.

    What a server prints is one piece of text. `origin` is the place in the user's file, for messages.
    """

    pieces: tuple[Piece, ...]
    origin: Place | None = field(default=None, eq=False, repr=False)

    @classmethod
    def of(cls, text: str) -> "Expr":
        """An expression that is text alone."""
        return cls((text,))

    def refs(self) -> Iterator[Ref]:
        """The objects that the expression mentions as refs (not those hidden in its text)."""
        for piece in self.pieces:
            if isinstance(piece, Ref):
                yield piece
            elif isinstance(piece, Regclass):
                yield piece.ref

    def text(self, name: Callable[[Ref], str], regclass: Callable[[Ref], str]) -> str:
        """The expression as SQL, its refs printed by the given functions."""
        return "".join(
            piece if isinstance(piece, str) else regclass(piece.ref) if isinstance(piece, Regclass) else name(piece)
            for piece in self.pieces
        )

    @property
    def plain(self) -> str | None:
        """The text, if the expression is text alone."""
        return "".join(map(str, self.pieces)) if all(isinstance(piece, str) for piece in self.pieces) else None
