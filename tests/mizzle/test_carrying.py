"""What may be run after an interruption: what was agreed to, however it is spelled by then, and nothing else."""

from mizzle.carrying import beyond, units
from mizzle.compiler.statement import Act, Statement
from mizzle.model.ref import Ref

CHECK = Ref("check", "app", "t", "c")


def added(text: str, ref: Ref = CHECK) -> Statement:
    return Statement(
        sql=f"ALTER TABLE app.t ADD CONSTRAINT {ref.part} CHECK ({text})", acts=(Act("create check", ref),)
    )


def test_an_expression_that_is_spelled_otherwise_is_still_part_of_the_plan() -> None:
    agreed = units([added("(a IS NOT NULL) OR (a > 0)")])

    assert beyond([added('"a" IS NOT NULL OR "a" > 0')], agreed) == []


def test_the_same_act_on_another_object_and_another_act_are_not() -> None:
    agreed = units([added("a > 0")])
    other = added("a > 0", CHECK._replace(part="d"))
    dropped = Statement(sql="ALTER TABLE app.t DROP CONSTRAINT c", acts=(Act("drop check", CHECK),))

    assert beyond([other, dropped], agreed) == [other.text, dropped.text]


def test_repairs_need_no_leave() -> None:
    left_over = Statement(sql="DROP INDEX app.i", acts=(Act("drop index", Ref("index", "app", "i")),), repairs=True)

    assert beyond([left_over], frozenset()) == []
