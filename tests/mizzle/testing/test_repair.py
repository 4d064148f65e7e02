"""What drawn schemas are mended of: PostgreSQL would not take it."""

from typing import Any

from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.expr import Expr, Regclass
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import PartitionOf, Table
from mizzle.model.type import Type
from mizzle.testing.column_edits import uncounted
from mizzle.testing.repair import repaired


def column(table: str, name: str, **facts: Any) -> Column:
    return Column(ref=Ref("column", "public", table, name), type=Type("integer"), **facts)


def check(table: str, name: str) -> Check:
    return Check(ref=Ref("check", "public", table, name), expr=Expr.of("true"))


def family(*more: Object) -> Schema:
    """A table, one that inherits from it, and one that inherits from that one."""
    above, below, last = (Ref("table", "public", name) for name in ("above", "below", "last"))
    tables = [Table(ref=above), Table(ref=below, inherits=(above,)), Table(ref=last, inherits=(below,))]
    return repaired(Schema([*tables, *more]))


def test_no_partition_has_a_constraint_by_the_name_of_a_not_null_that_it_gets_from_above() -> None:
    given = column("above", "id", not_null=True, not_null_name="x")
    parted = Table(ref=given.ref.table, partition_by=Expr(("LIST (", given.ref, ")")))
    part = Table(ref=Ref("table", "public", "part"), partition_of=PartitionOf(parted.ref, Expr.of("DEFAULT")))

    got = repaired(Schema([parted, part, given, check("part", "x"), check("part", "y")]))

    assert [ref.part for ref in got if ref.kind == "check"] == ["y"]


def test_a_not_null_that_heirs_may_call_otherwise_has_no_name() -> None:
    got = family(column("above", "id", not_null=True, not_null_name="x"), check("below", "x"))

    assert {item.not_null_name for item in got.of(Column)} == {None}
    assert [ref.part for ref in got if ref.kind == "check"] == ["x"]


def test_no_heir_names_a_not_null_like_a_check_that_it_gets_from_above() -> None:
    got = family(check("above", "x"), *(column("last", n, not_null=True, not_null_name=n) for n in "xy"))

    assert {item.not_null_name for item in got.of(Column)} == {None, "y"}


def test_no_default_counts_with_a_sequence_that_is_no_longer_there() -> None:
    sequence = Sequence(ref=Ref("sequence", "public", "a_id_seq"), owned_by=Ref("column", "public", "a", "id"))
    counts = Expr(("nextval(", Regclass(sequence.ref), "::regclass)"))
    own, other, plain = (
        column("a", "id", default=counts),
        column("b", "id", default=counts),
        column("b", "n", default=Expr.of("1")),
    )
    tables = [Table(ref=Ref("table", "public", name)) for name in "ab"]

    got = uncounted(Schema([*tables, own, other, plain, sequence]), own)

    assert sequence.ref not in got
    assert [str(item.ref) for item in got.of(Column) if item.default] == ["public.b.n"]
