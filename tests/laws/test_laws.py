"""Laws on drawn pairs of schemas, live, each in one transaction that is rolled back."""

import os
from contextlib import closing

import psycopg
import pytest
from hypothesis import HealthCheck, currently_in_test_context, given, note, settings
from hypothesis import strategies as st

from mizzle.answers import Answers
from mizzle.apply import segments
from mizzle.connection import Connection, connect, run
from mizzle.consent import needed
from mizzle.embedded import Server
from mizzle.model.column import Column
from mizzle.model.facts import Facts
from mizzle.model.names import literal, qualified
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.planning import Draft, draft
from mizzle.preflight import preflight
from mizzle.snapshot import dump, load
from mizzle.testing.choose import Chooser
from mizzle.testing.draw import schema
from mizzle.testing.edits import EDITS, edited
from mizzle.testing.kinds import KINDS
from mizzle.testing.rows import ROWS, inserts
from tests.conftest import TALLY
from tests.live import converge, execute, live, planned, unneeded

PROFILES = {"dev": 10, "ci": 160, "nightly": 5_000}
EXAMPLES = PROFILES[os.environ.get("HYPOTHESIS_PROFILE", "dev")]
LEFT_OUT = max(EXAMPLES // 6, 3)
CALM = settings(
    deadline=None,
    derandomize=os.environ.get("HYPOTHESIS_PROFILE") == "ci",
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@st.composite
def choosers(draw: st.DrawFn) -> Chooser:
    return Chooser(lambda count: draw(st.integers(0, count - 1)))


def seeded(connection: Connection, before: Schema) -> dict[str, int]:
    """Rows for every table that takes them; how many each holds."""
    counts = {}
    for item in before.of(Table):
        try:
            with connection.transaction():
                for text in inserts(before, item.ref):
                    run(connection, text)
                run(connection, "SET CONSTRAINTS ALL IMMEDIATE")
            counts[str(item.ref)] = len(ROWS)
        except psycopg.errors.IntegrityError:  # a foreign key to a table that is filled later, or a check
            continue
    return counts


def counted(connection: Connection, made: Schema) -> dict[str, object]:
    """Where the sequence behind each table's id stands."""
    found = {}
    for item in made.of(Table):
        column = made.get(Ref("column", item.ref.schema, item.ref.name, "id"))
        if isinstance(column, Column) and (column.identity or (column.default and not column.generated)):
            where = qualified(item.ref.schema, item.ref.name)
            row = connection.execute("SELECT pg_get_serial_sequence(%s, 'id')", [where], prepare=False).fetchone()
            if row and row[0]:
                found[item.renamed or item.ref.name] = row[0]
    return {
        name: (connection.execute(f"SELECT last_value FROM {sequence}".encode(), prepare=False).fetchone() or [0])[0]
        for name, sequence in found.items()
    }


def advanced(made: Schema) -> list[str]:
    """Every counter of a table moved on, so that its position can be lost."""
    found = []
    for item in made.of(Column):
        if item.ref.part == "id" and (item.identity or (item.default and "nextval" in str(item.default.pieces[0]))):
            where = qualified(item.ref.schema, item.ref.name)
            found.append(f"SELECT nextval(pg_get_serial_sequence({literal(where)}, 'id')) FROM generate_series(1, 3)")
    return found


def told(connection: Connection, made: Draft) -> bool:
    """Whether somebody was told beforehand that rows may break the plan."""
    return bool(needed(made.plan, preflight(connection, made.plan.probes)))


def kept(connection: Connection, before: Schema, after: Schema, counts: dict[str, int]) -> None:
    """No table that stays has lost a row."""
    for item in after.of(Table):
        old = str(item.ref._replace(name=item.renamed) if item.renamed else item.ref)
        if old in counts and any(str(table.ref) == old for table in before.of(Table)):
            row = connection.execute(
                f"SELECT count(*) FROM {qualified(item.ref.schema, item.ref.name)}".encode(), prepare=False
            ).fetchone()
            assert row == (counts[old],), f"{old} lost rows"


def pair(connection: Connection, choose: Chooser, *, leave_out: bool) -> None:
    major = connection.info.server_version // 10000
    before = schema(choose, major)
    after = edited(choose, before, major)
    with connection.transaction(force_rollback=True):
        converge(connection, before)
        counts = seeded(connection, before)
        for text in advanced(before):
            run(connection, text)
        positions = counted(connection, before)
        made = planned(connection, after)
        if currently_in_test_context():
            note("\n".join(statement.text for statement in made.plan.statements))
        if len(segments(made.plan.statements).parts) > 1:
            return  # ADD VALUE that is used at once has to commit; tests/mizzle/test_push.py does
        warned = told(connection, made)
        try:
            with connection.transaction():
                execute(connection, (statement.text for statement in made.plan.statements))
        except (psycopg.errors.IntegrityError, psycopg.errors.DataError):
            assert warned, "rows broke the plan and nobody was told"
            return
        again = planned(connection, after)
        assert [statement.text for statement in again.plan.statements] == []
        assert not [ref for ref in live(connection) if ref not in again.new]
        if not any(item.renamed for item in after.values() if item.ref.kind == "namespace"):
            kept(connection, before, after, counts)
            now = counted(connection, after)
            lost = {
                name: (positions[name], now[name])
                for name in positions.keys() & now.keys()
                if positions[name] != now[name]
            }
            assert not lost, f"sequences lost their position: {lost}"
    TALLY.pairs[major] += 1
    TALLY.drawn.update(choose.seen)
    if leave_out and made.plan.statements:
        with connection.transaction(force_rollback=True):
            converge(connection, before)
            assert unneeded(connection, planned(connection, after), after) == []
        TALLY.drawn["left out"] += 1


def test_a_plan_leads_from_any_schema_to_any_edit_of_it(running: Server) -> None:
    with closing(connect(running.url)) as connection:

        @settings(CALM, max_examples=EXAMPLES)
        @given(choosers())
        def law(choose: Chooser) -> None:
            pair(connection, choose, leave_out=False)

        law()


def test_no_statement_of_a_plan_can_be_left_out(running: Server) -> None:
    with closing(connect(running.url)) as connection:

        @settings(CALM, max_examples=LEFT_OUT)
        @given(choosers())
        def law(choose: Chooser) -> None:
            pair(connection, choose, leave_out=True)

        law()


def test_seeded_pairs_converge(running: Server) -> None:
    """Volume without hypothesis' overhead; a failing seed is named."""
    with closing(connect(running.url)) as connection:
        for seed in range(EXAMPLES // 2):
            choose = Chooser.seeded(seed)
            try:
                pair(connection, choose, leave_out=seed % 5 == 0)
            except Exception as error:
                raise AssertionError(f"seed {seed}: {type(error).__name__}: {error}") from error


@given(choosers())
@settings(CALM, max_examples=EXAMPLES)
def test_a_snapshot_loads_to_the_same_schema(choose: Chooser) -> None:
    made = schema(choose, 18)

    assert load(dump(made)) == made
    assert dump(load(dump(made))) == dump(made)


@given(choosers(), st.randoms(use_true_random=False))
@settings(CALM, max_examples=EXAMPLES)
def test_the_order_of_declaration_does_not_change_the_bytes(choose: Chooser, chance: object) -> None:
    before = schema(choose, 18)
    after = edited(choose, before, 18)

    def script(old: Schema, new: Schema) -> str:
        made = draft(old, new, facts=Facts(), connection=None, answers=Answers(all=True))
        return "\n".join(statement.text for statement in made.plan.statements)

    def shuffled(made: Schema) -> Schema:
        items = list(made.values())
        chance.shuffle(items)  # type: ignore[attr-defined]
        return Schema(items)

    assert script(shuffled(before), shuffled(after)) == script(before, after)


@given(choosers())
@settings(CALM, max_examples=EXAMPLES)
def test_nothing_to_do_between_a_schema_and_itself(choose: Chooser) -> None:
    made = schema(choose, 18)

    assert not draft(made, made, facts=Facts(), connection=None).plan


@pytest.mark.skipif(EXAMPLES < 100, reason="a short run cannot draw everything")
def test_every_type_and_edit_is_drawn() -> None:
    """What a run of the ci profile draws, by the seeds alone: the choices do not depend on a server."""
    seen = Chooser.seeded(0).seen
    for seed in range(600):
        choose = Chooser.seeded(seed)
        edited(choose, schema(choose, 18), 18)
        seen.update(choose.seen)
    wanted = {f"edit {name}" for name in EDITS} | {f"type {kind.name}" for kind in KINDS.values() if kind.version <= 18}

    assert wanted - set(seen) == set()
