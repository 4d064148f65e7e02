"""What the server has to be asked about, and what not."""

from attrs import evolve

from mizzle.introspect.spell import doubtful
from mizzle.model.column import Column
from mizzle.model.expr import Expr
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type

TABLE = Table(ref=Ref("table", "app", "t"))
COLUMN = Column(ref=Ref("column", "app", "t", "n"), type=Type("integer"), default=Expr.of("1"))


def doubts(changed: Column, *, authored: bool) -> list[Ref]:
    return [item.ref for item in doubtful(Schema([TABLE, COLUMN]), Schema([TABLE, changed]), authored=authored)]


def test_the_types_of_two_databases_are_told_alike_and_those_of_a_declaration_may_not_be() -> None:
    changed = evolve(COLUMN, type=Type("bigint"))

    assert doubts(changed, authored=False) == []
    assert doubts(changed, authored=True) == [COLUMN.ref]


def test_expressions_of_two_databases_are_asked_about() -> None:
    assert doubts(evolve(COLUMN, default=Expr.of("2")), authored=False) == [COLUMN.ref]
