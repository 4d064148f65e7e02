from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, field, frozen

from mizzle.model.expr import Expr
from mizzle.model.names import LIMIT
from mizzle.model.object import Object, Pairs
from mizzle.model.object import storage as parameters
from mizzle.model.ref import Ref
from mizzle.model.sequence import Counter
from mizzle.model.type import Type


@frozen
class Generated:
    """GENERATED ALWAYS AS (expr); VIRTUAL needs PostgreSQL 18."""

    expr: Expr
    stored: bool = True


@frozen
class Identity:
    """GENERATED ALWAYS | BY DEFAULT AS IDENTITY.

    sequence  the name of the hidden sequence; None leaves it to PostgreSQL and fits any
    """

    always: bool
    counter: Counter
    sequence: str | None = None


def hidden_name(column: Ref, word: str = "seq") -> str:
    """The name that PostgreSQL gives what belongs to a column or table; a long one is cut at both names (makeObjectName)."""
    table, part = column.name.encode(), column.part.encode()
    while len(table) + len(part) > LIMIT - len(f"_{word}") - bool(part):
        if len(table) > len(part):
            table = table[:-1]
        else:
            part = part[:-1]
    return "_".join(filter(None, (table.decode(errors="ignore"), part.decode(errors="ignore"), word)))


def given_name(name: str | None) -> str | None:
    """The name of a NOT NULL that somebody gave; None for one that PostgreSQL made."""
    return None if name is None or name.rstrip("0123456789").endswith("_not_null") else name


@frozen(kw_only=True)
class Column(Object):
    """A column. The ref is Ref("column", namespace, table, name).

    collation        the collation when it is not the type's own, as a ref of kind "collation"
    storage          `plain`, `external`, `extended` or `main` where it is not the type's own
    compression      `pglz` or `lz4` where it is said
    statistics       the statistics target where it is said
    options          n_distinct and n_distinct_inherited
    foreign_options  of a column of a foreign table: what its server is told of it
    local_not_null   whether the NOT NULL that comes from a parent is the table's own as well (PostgreSQL 18)
    not_null_name    the name of its NOT NULL (PostgreSQL 18); one that PostgreSQL made is like any other of those, None fits all
    handed_down      the name of its NOT NULL as it comes from a parent: it cannot be renamed until the table has left that
    not_null_not_valid  whether it has a NOT NULL that is NOT VALID: it refuses NULL, and there may be some (PostgreSQL 18)
    """

    kind: ClassVar[str] = "column"
    spelled: ClassVar[frozenset[str]] = frozenset({"type", "default", "generated", "collation"})
    copied: ClassVar[bool] = True

    type: Type
    not_null: bool = False
    default: Expr | None = None
    generated: Generated | None = None
    identity: Identity | None = None
    collation: Ref | None = None
    options: Pairs = parameters()
    storage: str | None = None
    compression: str | None = None
    statistics: int | None = None
    foreign_options: Pairs = parameters()
    not_null_name: str | None = field(default=None, eq=given_name)
    local_not_null: bool = field(default=False, eq=False)
    handed_down: str | None = field(default=None, eq=False)
    not_null_not_valid: bool = False

    @property
    def refuses_null(self) -> bool:
        """Whether it has a NOT NULL, be that valid or not."""
        return self.not_null or self.not_null_not_valid

    def required(self) -> "Column":
        """The column with a NOT NULL that is valid."""
        return evolve(self, not_null=True, not_null_not_valid=False)

    def part_of(self) -> Iterator[Ref]:
        yield self.ref.table
        yield from self.inherited

    def names(self) -> Iterator[Ref]:
        if self.identity and self.identity.sequence:
            yield Ref("relation", self.ref.schema, self.identity.sequence)

    def avoids(self) -> Iterator[Ref]:
        if self.identity and self.identity.sequence:
            yield Ref("type", self.ref.schema, self.identity.sequence)  # as a sequence does

    def since(self) -> Iterator[tuple[int, str]]:
        if self.generated and not self.generated.stored:
            yield 18, "VIRTUAL"
        if self.not_null_not_valid:
            yield 18, "NOT NULL … NOT VALID"

    def known(self, live: "Column") -> "Column":
        """The column with the NOT NULL's name of the live one, where one side does not tell it."""
        mine, theirs = self.not_null_name, live.not_null_name
        told = mine is not None and theirs is not None
        if self.refuses_null and live.refuses_null and not told and given_name(mine) != given_name(theirs):
            return evolve(self, not_null_name=live.not_null_name)
        return self

    def settled(self, live: "Column") -> "Column":
        if self.identity and live.identity and self.identity.sequence is None:
            return evolve(self, identity=evolve(self.identity, sequence=live.identity.sequence))
        return self

    def requires(self) -> Iterator[Ref]:
        for ref in super().requires():
            if ref != self.ref:
                yield ref
