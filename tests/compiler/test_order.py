"""Order of statements, on nodes made by hand."""

from itertools import permutations
from typing import Any

import pytest

from mizzle.compiler.order import Node, merged, ordered
from mizzle.compiler.statement import COLUMN, CONSTRAINT, DROP, KEY, TYPE, Probe, Statement
from mizzle.model.consent import Consent
from mizzle.model.errors import DependencyCycle
from mizzle.model.ref import Ref

A, B, C = (Ref("table", "app", name) for name in "abc")


def node(text: str, change: int, **facts: Any) -> Node:
    return Node(Statement(sql=text), (text,), change, **facts)


def action(text: str, change: int, stage: int, **facts: Any) -> Node:
    alone = facts.pop("alone", False)
    return Node(Statement(sql=text, head="ALTER TABLE a", stage=stage, alone=alone), (text,), change, **facts)


def texts(nodes: list[Node]) -> list[str]:
    return [statement.text for statement in ordered(nodes)]


def test_what_is_needed_is_made_first() -> None:
    assert texts([node("a", 0, makes={A}, needs={B}), node("b", 1, makes={B})]) == ["b", "a"]


def test_what_is_kept_goes_last() -> None:
    assert texts([node("a", 0, removes={A}), node("b", 1, removes={B}, keeps={A})]) == ["b", "a"]


def test_a_name_is_freed_before_it_is_taken() -> None:
    assert texts([node("create", 0, makes={A}, takes={A}), node("drop", 1, removes={B}, frees={A})]) == [
        "drop",
        "create",
    ]


def test_what_is_made_again_waits_until_what_it_stood_on_is_gone() -> None:
    assert texts([node("again", 0, makes={B}, follows={A}), node("drop", 1, removes={A})]) == ["drop", "again"]


def test_who_speaks_by_a_new_name_waits_for_the_rename() -> None:
    rename = node("rename", 1, moves=A, own=A)

    assert texts([node("comment", 0, own=A, alters=A), rename]) == ["rename", "comment"]


def test_who_uses_a_thing_waits_for_its_changes() -> None:
    assert texts([node("a", 0, makes={A}, needs={B}), node("z", 1, alters=B, own=B)]) == ["z", "a"]


def test_statements_of_one_change_keep_their_order() -> None:
    assert texts([node("z", 0), node("a", 0), node("m", 1)]) == ["m", "z", "a"]


@pytest.mark.parametrize("order", [*permutations(range(4))])
def test_ties_break_by_key_whatever_the_order_of_arrival(order: tuple[int, ...]) -> None:
    made = [node("d", 0), node("c", 1, makes={C}, needs={B}), node("b", 2, makes={B}), node("a", 3)]

    assert texts([made[place] for place in order]) == ["a", "b", "c", "d"]


def test_a_circle_is_printed() -> None:
    with pytest.raises(DependencyCycle) as refused:
        ordered([node("one", 0, makes={A}, needs={B}), node("two", 1, makes={B}, needs={A})])

    assert str(refused.value).splitlines()[1:] in (
        ["  one", "  two", "  one"],
        ["  two", "  one", "  two"],
    )


def test_actions_of_one_table_share_a_statement_in_the_order_of_postgresqls_passes() -> None:
    got = texts([action("ADD KEY", 0, KEY), action("DROP x", 1, DROP), action("TYPE y", 2, TYPE)])

    assert got == ["ALTER TABLE a\n    DROP x,\n    TYPE y,\n    ADD KEY"]


def test_an_action_that_must_come_after_a_later_pass_gets_a_statement_of_its_own() -> None:
    got = texts([action("ADD c", 0, CONSTRAINT, makes={C}), action("DROP x", 1, DROP, needs={C})])

    assert got == ["ALTER TABLE a ADD c", "ALTER TABLE a DROP x"]


def test_an_action_that_stands_alone_shares_nothing() -> None:
    got = texts([action("a", 0, COLUMN), action("b", 1, COLUMN, alone=True), action("c", 2, COLUMN)])

    assert got == ["ALTER TABLE a a", "ALTER TABLE a b", "ALTER TABLE a c"]


def test_a_shared_statement_asks_all_that_its_actions_ask() -> None:
    consent = Consent("drop-column", Ref("column", "app", "a", "x"))
    probe = Probe(sql="SELECT 1", message="{count} rows", consent=consent)
    one = Statement(sql="x", head="ALTER TABLE a", reason="r", consents=(consent,))
    two = Statement(sql="y", head="ALTER TABLE a", reason="r", probes=(probe,))

    both = merged([one, two])
    assert (both.consents, both.probes, both.reason) == ((consent,), (probe,), "r")


def test_a_probe_tells_its_count_whatever_stands_in_its_message() -> None:
    probe = Probe(sql="", message='{count} rows of "{x}" break it', consent=Consent("c", A))

    assert probe.told("at least 1,000") == 'at least 1,000 rows of "{x}" break it'


def test_nothing_gives_nothing() -> None:
    assert ordered([]) == []
