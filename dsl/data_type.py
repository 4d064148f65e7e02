"""A data type as the column builders know it: its name, and how a Python value of it becomes a literal.

Outside dsl/types so that columns can import it: dsl/types imports the columns.
"""

import re
from collections.abc import Callable
from typing import Any

from attrs import evolve, field, frozen

from mizzle.dsl.context import Context
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr, Piece
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.type import Type

# Without its modifier a type of these names would get one: `character` is character(1), so PostgreSQL prints bpchar.
_CASTS = {"character": "bpchar", "bit": '"bit"'}
_MODIFIERS = re.compile(r"\(.*?\)")


def string(value: Any) -> str:
    """A string as it is."""
    if not isinstance(value, str):
        raise TypeError(f"a str is wanted, not {type(value).__name__}")
    return value


def quoted(text: str) -> str:
    """A text as SQL, in the form of pg_get_expr(), which never writes E''. Sessions pin standard_conforming_strings."""
    if "\0" in text:
        raise ValueError("PostgreSQL stores no NUL character")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("it holds a character that UTF-8 cannot store") from None
    return "'" + text.replace("'", "''") + "'"


@frozen
class DataType:
    """How a builder names its PostgreSQL type and writes a Python value of it.

    name        as format_type() prints it: `character varying(20)`, `timestamp(3) with time zone`; for a type of an
                extension or of the user its bare name
    write       a Python value → the text that the server prints for it, so that nothing has to be asked later. Raises
                TypeError or ValueError for a value that is none of this type
    bare        how numbers and booleans stand in SQL: (text, cast) → literal. Others are quoted and cast
    modifier    for a type of an extension or of the user its modifiers, as in `(3)`
    extension   the extension that brings the type
    declared    the pg_enum (or another declared type) behind it: tells its ref once the namespace is known
    dimensions  0 for a scalar
    base        the type that a domain is of
    delimiter   what stands between the elements of an array; a semicolon for boxes
    """

    name: str
    write: Callable[[Any], str] = field(default=string, eq=False)
    bare: Callable[[str, str], str] | None = field(default=None, eq=False)
    modifier: str = ""
    extension: str | None = None
    declared: Callable[[Context], Ref] | None = None
    dimensions: int = 0
    delimiter: str = ","
    base: "DataType | None" = field(default=None, eq=False)

    def type(self, context: Context) -> Type:
        """The type as columns of the model mention it."""
        ref = self._ref(context)
        return Type(self.modifier if ref else self.name, ref, self.dimensions > 0)

    def _ref(self, context: Context) -> Ref | None:
        if self.declared:
            return self.declared(context)
        if self.extension:
            return Ref("type", context.extensions.get(self.extension, "public"), self.name)
        return None

    @property
    def cast(self) -> str:
        """The type's name as it follows `::` in what the server prints: without modifiers, but for intervals."""
        name = self.name if self.name.startswith("interval") else _MODIFIERS.sub("", self.name)
        return _CASTS.get(name, name)

    def array(self, dimensions: int = 1) -> "DataType":
        """The type as an array of so many dimensions more."""
        return evolve(self, dimensions=self.dimensions + dimensions)

    def literal(self, value: Any, context: Context, origin: Place | None) -> Expr:
        """A default as SQL. Raises DeclarationError for a value that is none of this type."""
        ref = self._ref(context)
        try:
            pieces: tuple[Piece, ...] = (quoted(self.text(value)) + "::", ref) if ref else (self.sql(value),)
        except (TypeError, ValueError, ArithmeticError) as error:
            raise DeclarationError(f"{origin}: default({value!r}) does not fit {self}: {error}") from None
        return Expr((*pieces, "[]") if ref and self.dimensions else pieces, origin)

    def sql(self, value: Any) -> str:
        """The literal of a value of PostgreSQL's own types. Raises TypeError, ValueError or ArithmeticError."""
        literal = quoted(text := self.text(value))
        if self.bare and not self.dimensions:
            return self.bare(text, self.cast)
        return f"{literal}::{self.cast}{'[]' if self.dimensions else ''}"

    def text(self, value: Any) -> str:
        """The value as the server prints it. Raises TypeError, ValueError or ArithmeticError."""
        from mizzle.dsl.types.arrays import array_text

        return array_text(value, self) if self.dimensions else self.write(value)

    def __str__(self) -> str:
        return self.name + self.modifier + "[]" * self.dimensions


# pg_type.typstorage: what is as long as it is always, and what is kept in line; all others are "extended".
_PLAIN = frozenset(
    """smallint integer bigint boolean real "double precision" money oid name "char" date time timestamp interval uuid
    macaddr macaddr8 point lseg box circle line pg_lsn xid8 regclass regcollation regconfig
    regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype tsquery""".replace(
        '"', ""
    ).split()
)
_MAIN = frozenset({"numeric", "inet", "cidr"})
_OF_EXTENSIONS = {
    **dict.fromkeys(("citext", "hstore", "ltree", "lquery", "ltxtquery"), "extended"),
    **dict.fromkeys(("vector", "halfvec", "sparsevec"), "external"),
    **dict.fromkeys(("geometry", "geography"), "main"),
    "cube": "plain",
}


def own_storage(type_: DataType) -> str | None:
    """How PostgreSQL stores values of the type where nothing else is said; None for a type that mizzle does not know."""
    if type_.dimensions:
        return "extended"
    if type_.extension or type_.declared:
        return _OF_EXTENSIONS.get(type_.name)
    word = _MODIFIERS.sub("", type_.name).replace('"', "").split()[0]
    return "plain" if word in _PLAIN else "main" if word in _MAIN else "extended"
