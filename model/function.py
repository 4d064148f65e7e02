import struct
from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.expr import Expr
from mizzle.model.object import Object, Pairs, storage
from mizzle.model.ref import Ref, signed
from mizzle.model.type import Type

TAKEN = ("in", "inout", "variadic")  # the modes of arguments that a caller gives
BUILT_IN = ("sql", "c", "internal")  # languages that no extension brings


@frozen(kw_only=True)
class Argument:
    """An argument of a function. `mode` is "in", "out", "inout", "variadic" or "table" (a column of RETURNS TABLE)."""

    type: Type
    name: str = ""
    mode: str = "in"
    default: Expr | None = None


@frozen(kw_only=True)
class Function(Object):
    """A function, procedure or window function. The ref's name holds the types of the arguments that a caller gives.

    returns     None for a procedure; what follows from OUT arguments is told too
    body        the text between the quotes, byte by byte; of a C function the symbol
    library     of a C function the file
    definition  a body of the SQL standard: BEGIN ATOMIC … END or RETURN …; the others are then empty
    settings    SET name TO value, as the catalog keeps them
    transforms  the types of FOR TYPE
    """

    kind: ClassVar[str] = "function"
    spelled: ClassVar[frozenset[str]] = frozenset({"arguments", "returns", "definition", "settings"})
    pins: ClassVar[bool] = True

    arguments: tuple[Argument, ...] = ()
    returns: Type | None = None
    set_of: bool = False
    language: str = "sql"
    body: str | None = None
    library: str | None = None
    definition: Expr | None = None
    procedure: bool = False
    window: bool = False
    volatility: str = "volatile"
    strict: bool = False
    security_definer: bool = False
    leakproof: bool = False
    parallel: str = "unsafe"
    cost: float = field(default=100.0, converter=float)
    rows: float = field(default=0.0, converter=float)
    support: Ref | None = None
    settings: Pairs = storage()
    transforms: tuple[Type, ...] = ()

    def requires(self) -> Iterator[Ref]:
        yield from super().requires()
        if self.language not in BUILT_IN:
            yield Ref("extension", "", self.language)

    def names(self) -> Iterator[Ref]:
        """Functions, procedures and aggregates share their names."""
        yield Ref("routine", self.ref.schema, self.ref.name)

    def placed(self) -> Ref:
        return self.ref._replace(name=signed(self.ref.own, ", ".join(str(item.type) for item in self.taken)))

    @property
    def taken(self) -> tuple[Argument, ...]:
        """The arguments that a caller gives."""
        return tuple(item for item in self.arguments if item.mode in TAKEN)

    @property
    def inlined(self) -> bool:
        """Whether PostgreSQL looks into it where an index or a generated column calls it (inline_function)."""
        return self.language == "sql" and not (self.procedure or self.set_of or self.security_definer or self.settings)


def single(value: float) -> float:
    """The number as the catalog keeps it, in 32 bits."""
    kept: float = struct.unpack("f", struct.pack("f", value))[0]
    return kept


def usual_cost(language: str) -> float:
    """The cost that a function has unless it tells another."""
    return 1 if language in ("c", "internal") else 100
