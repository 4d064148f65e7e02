"""What is a difference between two states, and what is none."""

from attrs import evolve

from mizzle.introspect.compare import compare, named_alike, without_versions
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.expr import Expr
from mizzle.model.extension import Extension
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type


def having(name: str, version: str | None) -> Schema:
    return Schema([Extension(ref=Ref("extension", "", name), target="public", version=version)])


def test_the_version_of_an_extension_is_no_difference_between_majors() -> None:
    old = having("citext", "1.6")

    assert compare(old, without_versions(having("citext", "1.8"), old)) == []
    assert without_versions(having("hstore", "1.8"), old) == having("hstore", None)


def test_the_version_of_an_extension_is_a_difference_otherwise() -> None:
    assert len(compare(having("citext", "1.6"), having("citext", "1.8"))) == 1


def table_with(name: str, *, not_null: str | None, check: str, inherits: str = "") -> list[Object]:
    """A table with a NOT NULL by a name and a check by another, be it one that inherits."""
    table, above = Ref("table", "app", name), Ref("table", "app", inherits)
    column = Column(
        ref=table.column("a"),
        type=Type("integer"),
        not_null=True,
        not_null_name=not_null,
        local_not_null=bool(inherits),
    )
    if inherits:
        return [Table(ref=table, inherits=(above,)), evolve(column, inherited=(above.column("a"),))]
    return [Table(ref=table), column, Check(ref=Ref("check", "app", name, check), expr=Expr.of("(a > 0)"))]


def test_a_not_null_leaves_its_name_to_a_check_that_a_parent_hands_down() -> None:
    old = Schema(
        [*table_with("t", not_null="n", check="k"), *table_with("heir", not_null="said", check="", inherits="t")]
    )
    new = Schema(
        [*table_with("t", not_null=None, check="said"), *table_with("heir", not_null=None, check="", inherits="t")]
    )
    other = Schema(
        [*table_with("t", not_null=None, check="free"), *table_with("heir", not_null=None, check="", inherits="t")]
    )
    mine = Ref("column", "app", "heir", "a")

    named, left = (named_alike(old, side)[mine] for side in (other, new))

    assert (getattr(named, "not_null_name", ""), getattr(left, "not_null_name", "")) == ("said", None)
