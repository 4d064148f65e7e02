"""What may be run after an interruption: what was agreed to, however it is spelled by then, and nothing else."""

from mizzle.carrying import beyond, units
from mizzle.compiler.statement import Act, Statement
from mizzle.model.ref import Ref

CHECK = Ref("check", "app", "t", "c")


def added(text: str, ref: Ref = CHECK) -> Statement:
    sql = f"ALTER TABLE app.t ADD CONSTRAINT {ref.part} CHECK ({text})"
    return Statement(sql=sql, about=ref, acts=(Act("create check", ref),))


def test_an_expression_that_is_spelled_otherwise_is_still_part_of_the_plan() -> None:
    agreed = units([added("(a IS NOT NULL) OR (a > 0)")])

    assert beyond([added('"a" IS NOT NULL OR "a" > 0')], agreed) == []


def test_the_same_act_on_another_object_and_another_act_are_not() -> None:
    agreed = units([added("a > 0")])
    other = added("a > 0", CHECK._replace(part="d"))
    dropped = Statement(sql="ALTER TABLE app.t DROP CONSTRAINT c", about=CHECK, acts=(Act("drop check", CHECK),))

    assert beyond([other, dropped], agreed) == [other.text, dropped.text]


def test_what_was_to_be_made_at_once_may_be_made_in_steps() -> None:
    """As on a table that the plan has made itself, before it was cut off."""
    key, index = Ref("unique", "app", "t", "u"), Ref("index", "app", "u")
    agreed = units([Statement(sql="ALTER TABLE app.t ADD UNIQUE (a)", about=key, acts=(Act("create unique", key),))])
    steps = [
        Statement(sql="CREATE UNIQUE INDEX …", about=key, acts=(Act("create index concurrently", index),)),
        Statement(sql="ALTER TABLE … USING INDEX", about=key, acts=(Act("create unique using index", key),)),
    ]
    other = Statement(sql="DROP INDEX CONCURRENTLY …", about=key, acts=(Act("drop index concurrently", index),))

    assert beyond(steps, agreed) == []
    assert beyond([other], agreed) == [other.text]


def test_what_helps_for_a_while_may_go_again_with_what_was_to_be_made() -> None:
    """As a check that lets a partition come beside a default one, which was new when the plan was made."""
    part, helper = Ref("table", "app", "p1"), Ref("check", "app", "rest", "p1__mizzle_new")
    agreed = units([Statement(sql="CREATE TABLE app.p1 …", about=part, acts=(Act("create table", part),))])
    dropped = Statement(sql="ALTER TABLE app.rest DROP CONSTRAINT …", about=part, acts=(Act("drop check", helper),))
    other = Statement(sql="ALTER TABLE app.rest DROP CONSTRAINT c", about=part, acts=(Act("drop check", CHECK),))

    assert beyond([dropped], agreed) == []
    assert beyond([other], agreed) == [other.text]


def test_repairs_need_no_leave() -> None:
    left_over = Statement(sql="DROP INDEX app.i", acts=(Act("drop index", Ref("index", "app", "i")),), repairs=True)

    assert beyond([left_over], frozenset()) == []
