"""Laws on drawn pairs of schemas, live, each in one transaction that is rolled back.

hypothesis draws and shrinks; seeds bring the volume, and those of a run are picked so that together they draw every
type, fact and edit there is.
"""

from collections import Counter
from contextlib import closing
from functools import cache
from itertools import count

import pytest
from attrs import evolve
from hypothesis import HealthCheck, currently_in_test_context, given, note, settings
from hypothesis import strategies as st

from mizzle.answers import Answers
from mizzle.connection import Connection, connect
from mizzle.embedded import Server
from mizzle.introspect.renames import along
from mizzle.model.check import Check
from mizzle.model.column import Column, Generated
from mizzle.model.enum import Enum
from mizzle.model.expr import Expr, Regclass
from mizzle.model.facts import Facts
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index, IndexKey
from mizzle.model.kinds import KINDS as MODELLED
from mizzle.model.names import literal
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.object import Object
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.rename import carry
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.planning import draft
from mizzle.scratch import scratch
from mizzle.snapshot import dump, load
from mizzle.testing import parts
from mizzle.testing.choose import Chooser
from mizzle.testing.draw import NAMES
from mizzle.testing.editing import EDITS, NAMELESS, edited
from mizzle.testing.fields import facts
from mizzle.testing.kinds import KINDS
from mizzle.testing.laws import across, check, in_segments, rows_first
from mizzle.testing.live import extensions, place_kept
from mizzle.testing.pair import Pair
from mizzle.testing.repair import repaired
from mizzle.testing.truthful import Own, truthful
from mizzle.testing.whole import schema
from tests.conftest import MAJORS, PROFILE, TALLY
from tests.golden.declared import declared

PROFILES = {"dev": 10, "ci": 40, "nightly": 1_700}
EXAMPLES = PROFILES[PROFILE]
SEEDED = 9 * EXAMPLES // 2
WHOLE = EXAMPLES >= 40  # a shorter run cannot draw everything
CALM = settings(
    deadline=None,
    max_examples=EXAMPLES,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
EXTENSIONS = ("citext", "cube", "hstore", "ltree", "vector")


@st.composite
def choosers(draw: st.DrawFn, there: tuple[str, ...] = EXTENSIONS) -> Chooser:
    return Chooser(lambda number: draw(st.integers(0, number - 1)), there)


def held(connection: Connection, choose: Chooser, *, leave_out: bool = False) -> bool:
    """Check the laws for one drawn pair and count it."""
    major = connection.info.server_version // 10000
    pair = Pair.drawn(choose, major)
    try:
        done = check(connection, pair, leave_out=leave_out)
    finally:
        if currently_in_test_context():
            note("\n".join(pair.ran))
    if done:
        TALLY.pairs[major] += 1
        TALLY.drawn.update(choose.seen)
    return done


# ---- what a run has to draw


# What nothing drawn has: it needs extensions of the server, or tablespaces, or stands in golden cases alone.
RARE = {
    *(
        "column.not_null_name",
        "column.not_null_not_valid",
        "primary_key.without_overlaps",
        "unique.without_overlaps",
        "foreign_key.period",
    ),
    *(f"{kind}.tablespace" for kind in ("table", "index", "primary_key", "unique", "exclusion")),
    *(
        f"table.{fact}"
        for fact in ("method", "replica", "identified", "clustered", "row_security", "force_row_security")
    ),
    *(f"column.{fact}" for fact in ("storage", "compression", "statistics", "options")),
    *(
        "table.server",
        "table.partition_by",
        "table.partition_of",
        "table.inherits",
        "table.leaving",
        "table.of_type",
    ),  # the table is made anew, with its rows
    *(
        *(f"{kind}.{fact}" for kind in ("index", "primary_key", "unique") for fact in ("valid", "attached")),
        "owner",
    ),  # what CREATE INDEX leaves that failed or is ON ONLY a partitioned table; owners are roles of the cluster
}
# Kinds whose every fact is drawn; of the others a run draws the kind, and some of its facts.
WHOLE_KINDS = {
    *("namespace", "extension", "enum", "sequence", "table", "column", "primary_key", "unique", "check", "exclusion"),
    *("foreign_key", "index", "Counter", "Identity", "Generated", "IndexKey", "Type"),
}


def wanted(major: int, there: tuple[str, ...]) -> set[str]:
    """Every kind, type, edit, rename and changed fact that a run on this version has to draw."""
    types = {f"type {kind.name}" for kind in KINDS.values() if kind.version <= major and kind.extension in ("", *there)}
    changed = {
        f"changed {fact}"
        for fact in facts()
        if fact == "Type.ref" or not fact.endswith(".ref")  # a ref that changes is a rename
        if fact.split(".")[0] in WHOLE_KINDS and fact not in RARE
    }
    made = {"plain", "identity", "serial", "collation", "generated stored", "partial index", "expression index"}
    made |= {f"index {spec[0]}" for kind in KINDS.values() if kind.extension in ("", *there) for spec in kind.indexed}
    made |= {"enum column", "condition on an enum", "composite foreign key", "foreign key to itself", "counting down"}
    made |= {
        "move table",
        "move enum",
        "foreign key across namespaces",
        "comment",
        "to plain",
        "to identity",
        "to serial",
        "identity facts",
    }
    made |= {f"label {what}" for what in ("add", "rename", "reorder", "remove", "exchange")}
    made |= {"foreign table", "partition", "default partition", "partitioned partition", "inheriting table"}
    made |= {f"partitioned by {strategy}" for strategy in ("range", "list", "hash")} | {"table of the same shape"}
    made |= {"standard body", "plpgsql", "procedure", "collation of one's own", *MODELLED} - RARE
    kinds = {kind for kind in MODELLED if kind not in NAMELESS | RARE}
    late = {
        15: {"changed unique.nulls_not_distinct", "changed index.nulls_not_distinct", "changed sequence.unlogged"},
        18: {"changed check.enforced", "changed foreign_key.enforced", "changed Generated.stored"},
    }
    late[15] |= {"changed foreign_key.set_columns"}
    late[18] |= {
        f"edit {name}" for name in ("name not null", "add period key", "add period foreign key", "change overlaps")
    }
    late[18] |= {"named not null", "NOT NULL NOT VALID", "without overlaps", "period"}
    made |= {"typed table"} | late[18]
    absent = {name for first, names in late.items() if major < first for name in names}
    everything = (
        types | changed | made | kinds | {f"edit {name}" for name in EDITS} | {f"rename {kind}" for kind in kinds}
    )
    return everything - absent


@cache
def seeds(major: int, there: tuple[str, ...], number: int) -> tuple[int, ...]:
    """So many seeds: first those that draw something that no other did, then whatever follows."""
    missing = wanted(major, there)
    picked: list[int] = []
    spare: list[int] = []
    for seed in count():
        choose = Chooser.seeded(seed, there)
        Pair.drawn(choose, major)
        new = missing & set(choose.seen)
        missing -= new
        (picked if new else spare).append(seed)
        if seed > 8000 or (not missing and len(picked) + len(spare) >= number):
            break
    return tuple([*picked, *spare][: max(number, len(picked))])


def test_seeded_pairs_converge_and_draw_everything(running: Server) -> None:
    """Volume without hypothesis' overhead; a failing seed is named (python -m mizzle.testing.fuzz --seed … --pairs 1)."""
    done, seen = 0, Counter[str]()
    with closing(connect(running.url)) as connection, place_kept(connection):
        there = tuple(extensions(connection))
        for place, seed in enumerate(seeds(running.major, there, SEEDED)):
            if not WHOLE and place >= SEEDED:
                break
            choose = Chooser.seeded(seed, there)
            try:
                done += held(connection, choose, leave_out=place % 4 == 0)
            except Exception as error:
                raise AssertionError(f"seed {seed}: {type(error).__name__}: {error}") from error
            seen.update(choose.seen)
    if WHOLE:
        assert wanted(running.major, there) - set(seen) == set()
        assert seen["left out"] >= 25
        assert done * len(MAJORS) >= 300


def test_the_wanted_state_may_live_on_a_server_of_another_version(running: Server, newest: Server) -> None:
    if running.major == newest.major:
        pytest.skip("the newest server is the other side")
    with closing(connect(running.url)) as older, closing(connect(newest.url)) as newer:
        for one, other in ((older, newer), (newer, older)):
            assert [across(one, other, Pair.drawn(Chooser.seeded(seed), running.major)) for seed in (2, 5)] == [
                True,
                True,
            ]


def test_a_plan_leads_from_any_schema_to_any_edit_of_it(running: Server) -> None:
    with closing(connect(running.url)) as connection, place_kept(connection):
        done: list[bool] = []

        @settings(CALM)
        @given(choosers(tuple(extensions(connection))))
        def law(choose: Chooser) -> None:
            done.append(held(connection, choose, leave_out=len(done) % 8 == 7))

        law()
    assert sum(done) >= EXAMPLES * 3 // 4


# ---- laws of their own


@given(choosers())
@settings(CALM)
def test_a_snapshot_loads_to_the_same_schema(choose: Chooser) -> None:
    made = schema(choose, 18)

    assert load(dump(made)) == made
    assert dump(load(dump(made))) == dump(made)


@given(choosers(), st.randoms(use_true_random=False))
@settings(CALM)
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
@settings(CALM)
def test_nothing_to_do_between_a_schema_and_itself(choose: Chooser) -> None:
    made = schema(choose, 18)

    assert not draft(made, made, facts=Facts(), connection=None).plan


def test_declared_locks_and_rewrites_are_the_observed_ones(running: Server) -> None:
    """More of them: python -m mizzle.testing.fuzz --hazards."""
    with closing(connect(running.url)) as connection:
        own = Own(connection)
        for seed in range(max(EXAMPLES // 8, 3)):
            with own.ready() as empty:
                truthful(empty, Pair.drawn(Chooser.seeded(seed, extensions(connection)), running.major))
        own.close()


GOLDEN = (
    *("column/type_widened", "column/not_null_set", "foreign_key/added", "foreign_key/validated", "partition/attached"),
    *("partition/detached", "identity/kind_and_options_changed", "index/comment_changed", "table/renamed"),
    *("partition/moved_to_another_parent", "trigger/switched_in_a_partition"),
    *("inheritance/own_column_and_check_go_after_the_parent_s", "identity/position_outside_a_smaller_type"),
    *("check/validated_where_an_heir_has_asked_its_rows", "unique/becomes_of_an_index_as_its_table_is_written_anew"),
)


def test_declared_locks_and_rewrites_of_golden_cases_are_the_observed_ones(running: Server) -> None:
    """All of them: python -m tests.golden.declared."""
    with closing(connect(running.url)) as connection, scratch(connection) as url, closing(connect(url)) as own:
        assert sum(declared(own, case) for case in GOLDEN) >= len(GOLDEN)


def test_comparing_rows_first_gives_what_comparing_models_gives(running: Server) -> None:
    with closing(connect(running.url)) as connection:
        for seed in range(max(EXAMPLES // 4, 3)):
            rows_first(connection, Pair.drawn(Chooser.seeded(seed, extensions(connection)), running.major))


def test_a_run_cut_into_transactions_and_begun_again_after_each_reaches_the_same(running: Server) -> None:
    """As after a crash at a boundary: nothing is remembered, a new plan goes on."""
    with closing(connect(running.url)) as connection:
        for seed in range(max(EXAMPLES // 4, 3)):
            in_segments(connection, Pair.drawn(Chooser.seeded(seed, extensions(connection)), running.major), most=2)


def test_a_rename_in_a_used_expression_and_another_change_lose_neither(running: Server) -> None:
    """A column of an index, a check, a generated column is renamed, and then whatever else is edited."""
    tried = 0
    with closing(connect(running.url)) as connection:
        there = extensions(connection)
        for seed in count(1):
            choose = Chooser.seeded(seed, there)
            before = schema(choose, running.major)
            used = [
                item
                for item in before.of(Column)
                if not item.inherited and any(user.spelled for user in before.users(item.ref))
            ]
            if not used:
                continue
            item = choose.one(used)
            taken = {part.ref.part for part in before.of(Column)}
            new = item.ref._replace(part=next(name for name in NAMES if name not in taken))
            renamed = carry(before, {item.ref: new, **along(before, {item.ref: new})})
            renamed = renamed.with_([evolve(renamed[new], renamed=item.ref.part)])
            more = parts.check(choose, renamed, new.table, running.major)
            check(connection, Pair(before, repaired(renamed.with_(more)), choose))
            tried += 1
            if tried >= max(EXAMPLES // 4, 3):
                break


HOSTILE = (
    'q"x', "select", "Aa", "first name", "%s", "{}", "a.b", "it's", "é" * 31 + "x", "n" * 63, "back\\slash", "$1",
    "line\nbreak", " ", "ü'\"\\%", "--", "/*", "NULL", "user", "$$",
)  # fmt: skip


def everywhere(name: str) -> list[Object]:
    """Objects of every kind that are all called so, as far as their names do not clash."""
    table, other = Ref("table", name, name), Ref("table", "other", "t")
    enum, column, plain = (
        Ref("enum", "public", name),
        Ref("column", name, name, name),
        Ref("column", "other", "t", name),
    )
    one = ("'x'", "::", Ref("type", *enum[1:]))
    counts = Ref("sequence", "other", name)
    return [
        Namespace(ref=namespace("public")),
        Namespace(ref=namespace("other")),
        Namespace(ref=namespace(name), comment=name),
        Enum(ref=enum, labels=(name, "x"), comment=name),
        Sequence(ref=counts, comment=name),
        Table(ref=table, comment=name),
        Column(ref=column, type=Type("text"), not_null=True, default=Expr.of(literal(name)), comment=name),
        Column(ref=column._replace(part="e"), type=Type("", Ref("type", *enum[1:])), default=Expr(one)),
        Column(
            ref=column._replace(part="n"),
            type=Type("bigint"),
            default=Expr(("nextval(", Regclass(counts), "::regclass)")),
        ),
        Column(ref=column._replace(part="g"), type=Type("text"), generated=Generated(Expr(("upper(", column, ")")))),
        PrimaryKey(ref=Ref("primary_key", name, name, "the key"), columns=(column,), comment=name),
        Check(ref=Ref("check", name, name, name), expr=Expr((column, " <> ", literal(name), " OR true")), comment=name),
        Table(ref=other),
        Column(ref=plain, type=Type("text")),
        Index(
            ref=Ref("index", name, f"{name[:25]} i"),
            table=table,
            keys=(IndexKey(value=column),),
            where=Expr((column, " <> ''")),
        ),
        ForeignKey(ref=Ref("foreign_key", "other", "t", name), columns=(plain,), references=(column,), comment=name),
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_survives_everywhere(name: str, conn: Connection) -> None:
    """Made, read back, and taken on by what had another name."""
    none = Schema([Namespace(ref=namespace("public"))])
    had, wanted = Schema(everywhere("plain")), Schema(everywhere(name))
    renamed = wanted.with_(evolve(item, renamed="plain") for item in wanted.values() if item.ref.own == name)
    enum = Enum(
        ref=Ref("enum", "public", name),
        labels=(name, "x"),
        comment=name,
        renamed="plain",
        renamed_labels=(("plain", name),),
    )

    check(conn, Pair(none, wanted, Chooser.seeded(0)))
    check(conn, Pair(had, renamed.with_([enum]), Chooser.seeded(0)))
