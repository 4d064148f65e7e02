"""What the fuzzer found, each as the smallest pair that shows it."""

from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve

from mizzle.compiler.plan import plan
from mizzle.compiler.world import World
from mizzle.connection import Connection, connect
from mizzle.embedded import Server
from mizzle.introspect.compare import compare
from mizzle.model.check import Check
from mizzle.model.column import Column, Generated, Identity
from mizzle.model.composite import Attribute, Composite
from mizzle.model.errors import UnsupportedChange
from mizzle.model.exclusion import Exclusion
from mizzle.model.expr import Expr
from mizzle.model.extension import Extension
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.identity_privileges import IdentityPrivileges
from mizzle.model.index import Index, IndexKey
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.object import Object
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.privileges import Grant, beside
from mizzle.model.ref import Ref
from mizzle.model.role import PUBLIC as PUBLIC_ROLE
from mizzle.model.schema import Schema
from mizzle.model.sequence import Counter
from mizzle.model.table import PartitionOf, Table
from mizzle.model.type import Type
from mizzle.model.unique import Unique
from mizzle.testing.choose import Chooser
from mizzle.testing.laws import check
from mizzle.testing.pair import Pair
from mizzle.testing.truthful import Own, truthful
from tests.live import planned

PUBLIC = Namespace(ref=namespace("public"))


def pair(before: list[Object], after: list[Object]) -> Pair:
    return Pair(Schema([PUBLIC, *before]), Schema([PUBLIC, *after]), Chooser.seeded(0))


def column(table: str, name: str, kind: str, **facts: object) -> Column:
    return Column(ref=Ref("column", "public", table, name), type=Type(kind), **facts)  # type: ignore[arg-type]


def table(name: str) -> Table:
    return Table(ref=Ref("table", "public", name))


def test_a_hidden_sequence_leaves_its_name_to_a_table_of_the_same_plan(conn: Connection) -> None:
    counted = column(
        "t", "id", "integer", not_null=True, identity=Identity(always=True, counter=Counter.make("integer"))
    )

    assert check(conn, pair([], [table("t"), counted, table("t_id_seq")]))


def test_privileges_are_on_the_hidden_sequence_by_the_name_that_is_left_to_it(conn: Connection) -> None:
    counted = column(
        "t", "id", "integer", not_null=True, identity=Identity(always=True, counter=Counter.make("integer"))
    )
    grants = IdentityPrivileges(
        ref=beside("identity_privileges", counted.ref), of=counted.ref, grants=(Grant(PUBLIC_ROLE, "SELECT"),)
    )

    assert check(conn, pair([], [table("t"), counted, table("t_id_seq"), grants]))


def test_a_hidden_sequence_makes_way_for_a_table_that_wants_its_name(conn: Connection) -> None:
    counted = column(
        "t", "id", "integer", not_null=True, identity=Identity(always=True, counter=Counter.make("integer"))
    )

    assert check(conn, pair([table("t"), counted], [table("t"), counted, table("t_id_seq")]))


def test_a_hidden_sequence_makes_way_for_that_of_another_column(conn: Connection) -> None:
    counts = Identity(always=True, counter=Counter.make("integer"))
    other = column("u", "id", "integer", not_null=True, identity=counts)
    counted = column("t", "id", "integer", not_null=True, identity=counts)
    named = evolve(counted, identity=evolve(counts, sequence="u_id_seq"))

    assert check(conn, pair([table("t"), counted, table("u"), other], [table("t"), named, table("u"), other]))


def test_an_operator_of_a_new_extension_is_found(conn: Connection) -> None:
    home = Ref("extension", "", "citext")
    kind = Type("", Ref("type", "public", "citext"))
    mail = Column(ref=Ref("column", "public", "t", "mail"), type=kind)
    unequal = Check(ref=Ref("check", "public", "t", "c"), expr=Expr((mail.ref, " <> 'ROOT'")))

    assert check(conn, pair([], [Extension(ref=home, target="public"), table("t"), mail, unequal]))


def test_a_table_called_like_a_type_hides_it_from_nobody(conn: Connection) -> None:
    def state(text: str) -> list[Object]:
        word = column("words", "word", "name", default=Expr.of("'x'"))
        return [table("name"), column("name", "n", "integer", default=Expr.of(text)), table("words"), word]

    assert check(conn, pair(state("1"), state("1 + 1")))


def test_rows_that_an_exclusion_refuses_are_told_beforehand(conn: Connection) -> None:
    area = column("t", "area", "box")
    key = IndexKey(value=area.ref, operator=Ref("operator", "pg_catalog", "&&"))
    apart = Exclusion(ref=Ref("exclusion", "public", "t", "x"), keys=(key,))

    assert not check(conn, pair([table("t"), area], [table("t"), area, apart]))


def test_a_position_outside_new_bounds_is_told_beforehand_and_moved_inside(conn: Connection) -> None:
    def counted(counter: Counter) -> list[Object]:
        return [
            table("t"),
            column("t", "id", "integer", not_null=True, identity=Identity(always=True, counter=counter)),
        ]

    down, up = Counter.make("integer", increment=-1), Counter.make("integer", increment=1, minimum=2)

    assert check(conn, pair(counted(down), counted(up)))


def test_the_copies_of_two_namespaces_keep_apart(conn: Connection) -> None:
    """An exclusion constraint of one table is called as the other table is."""
    other = Namespace(ref=namespace("other"))

    def state(text: str) -> list[Object]:
        spans = Column(ref=Ref("column", "other", "t", "span"), type=Type("int4range"))
        key = IndexKey(value=spans.ref, operator=Ref("operator", "pg_catalog", "&&"))
        where = Expr((spans.ref, f" <> {text}"))
        apart = Exclusion(ref=Ref("exclusion", "other", "t", "users"), keys=(key,), where=where)
        number = column("users", "n", "integer", default=Expr.of(f"length({text})"))
        return [other, Table(ref=Ref("table", "other", "t")), spans, apart, table("users"), number]

    assert check(conn, pair(state("'empty'"), state("'(1,5)'")))
    assert planned(conn, Schema([PUBLIC])).plan.statements == ()


def test_a_composite_type_takes_its_name_from_tables_too(conn: Connection) -> None:
    """The hidden sequence of an identity makes way for it."""
    counted = column(
        "t", "id", "integer", not_null=True, identity=Identity(always=True, counter=Counter.make("integer"))
    )
    pair_of_numbers = Composite(
        ref=Ref("composite", "public", "t_id_seq"), attributes=(Attribute(name="x", type=Type("integer")),)
    )

    assert check(conn, pair([table("t"), counted], [table("t"), counted, pair_of_numbers]))


@pytest.mark.parametrize("written", [" * 2", "*2"])
def test_a_generated_column_that_an_heir_has_too_is_spelled_apart(
    conn: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    """A column of a type that is new beside it has the whole table spelled in a scratch database."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))  # nothing is remembered of earlier runs
    child = Table(ref=Ref("table", "public", "child"), inherits=(Ref("table", "public", "t"),))
    number, twice = column("t", "n", "integer"), column("t", "twice", "integer")
    twice = evolve(twice, generated=Generated(Expr((number.ref, " * 2"))))
    heirs = [evolve(item, ref=child.ref.column(item.ref.part), inherited=(item.ref,)) for item in (number, twice)]
    heirs[1] = evolve(heirs[1], generated=Generated(Expr((heirs[0].ref, written))))
    before = [table("t"), number, twice, child, *heirs]
    kind = Composite(ref=Ref("composite", "public", "pair"), attributes=(Attribute(name="x", type=Type("integer")),))
    held = Column(ref=child.ref.column("held"), type=Type("", Ref("type", "public", "pair")))

    assert check(conn, pair(before, [*before, kind, held]))


BOUNDS = (
    ("RANGE", "integer", "FOR VALUES FROM (2) TO (10)", True),
    ("RANGE", "integer", "FOR VALUES FROM (MINVALUE) TO (3)", False),
    ("LIST", "text", "FOR VALUES IN ('1', 'it''s')", True),
    ("LIST", "text", "FOR VALUES IN ('1', '2', NULL)", False),
)


@pytest.mark.parametrize(("by", "kind", "bound", "told"), BOUNDS)
def test_rows_that_have_no_place_in_a_partition_are_told_beforehand(
    conn: Connection, by: str, kind: str, bound: str, told: object
) -> None:
    """Of the table that becomes a partition, which holds 1 and 2, and of the default partition beside a new one."""
    key = column("m", "id", kind)
    parent = Table(ref=Ref("table", "public", "m"), partition_by=Expr((f"{by} (", key.ref, ")")))

    def part(of: str | None) -> list[Object]:
        own = Table(ref=Ref("table", "public", "p"), partition_of=PartitionOf(parent.ref, Expr.of(of)) if of else None)
        return [own, evolve(key, ref=own.ref.column("id"), inherited=(key.ref,) if of else ())]

    alone, attached = part(None), part(bound)
    rest = Table(ref=Ref("table", "public", "rest"), partition_of=PartitionOf(parent.ref, Expr.of("DEFAULT")))
    default = [rest, evolve(key, ref=rest.ref.column("id"), inherited=(key.ref,))]

    assert check(conn, pair([parent, key, *alone], [parent, key, *attached])) is not told
    assert not check(conn, pair([parent, key, *default], [parent, key, *default, *attached]))


def test_values_that_a_key_of_the_new_parent_refuses_are_told_beforehand(conn: Connection) -> None:
    whole = evolve(table("whole"), partition_by=Expr(("HASH (", Ref("column", "public", "whole", "n"), ")")))
    there = column("whole", "n", "integer", not_null=True)
    key = PrimaryKey(ref=Ref("primary_key", "public", "whole", "k"), columns=(there.ref,))
    own = column("part", "n", "integer", not_null=True)
    bound = PartitionOf(whole.ref, Expr.of("FOR VALUES WITH (MODULUS 1, REMAINDER 0)"))
    attached = [evolve(table("part"), partition_of=bound), evolve(own, inherited=(there.ref,))]

    assert not check(conn, pair([whole, there, key, table("part"), own], [whole, there, key, *attached]))


def test_a_partitioned_table_leaves_its_parent_before_the_column_of_its_own_key_changes(conn: Connection) -> None:
    number = column("t", "n", "integer")
    top = evolve(table("t"), partition_by=Expr(("RANGE (", number.ref, ")")))
    alone = evolve(table("child"), partition_by=Expr(("HASH (", Ref("column", "public", "child", "n"), ")")))
    child = evolve(alone, partition_of=PartitionOf(top.ref, Expr.of("DEFAULT")))
    own = column("child", "n", "integer", inherited=(number.ref,))
    index = Index(ref=Ref("index", "public", "i"), table=top.ref, keys=(IndexKey(value=number.ref),))
    left = evolve(own, inherited=(), not_null=True)

    assert check(conn, pair([top, number, index, child, own], [top, number, index, alone, left]))


def test_a_column_of_a_table_of_a_type_that_stays_is_refused_by_name() -> None:
    kind = Composite(ref=Ref("composite", "public", "person"), attributes=(Attribute(name="id", type=Type("integer")),))
    typed = evolve(table("t"), of_type=Ref("type", "public", "person"))
    before = Schema([PUBLIC, kind, typed, column("t", "id", "integer")])
    told = evolve(kind, attributes=(evolve(kind.attributes[0], comment="which"),))

    for after in (kind, told):
        wanted = Schema([PUBLIC, typed, column("t", "id", "bigint"), after])
        with pytest.raises(UnsupportedChange, match=r"table OF .*NOT OF"):
            plan(compare(before, wanted), World(before, wanted))


def test_an_index_that_is_part_of_one_that_stays_is_refused_to_leave_by_name() -> None:
    number = column("t", "n", "integer")
    top = evolve(table("t"), partition_by=Expr(("RANGE (", number.ref, ")")))
    child = evolve(table("child"), partition_of=PartitionOf(top.ref, Expr.of("DEFAULT")))
    own = column("child", "n", "integer", inherited=(number.ref,))
    above = Index(ref=Ref("index", "public", "i"), table=top.ref, keys=(IndexKey(value=number.ref),), valid=False)
    below = Index(ref=Ref("index", "public", "j"), table=child.ref, keys=(IndexKey(value=own.ref),))
    joined = evolve(below, attached=above.ref, inherited=(top.ref,))
    before = Schema([PUBLIC, top, number, child, own, above, joined])

    for after in (below,), ():
        wanted = Schema([PUBLIC, top, number, child, own, above, *after])
        with pytest.raises(UnsupportedChange, match=r"index public\.j is part of index public\.i, which stays"):
            plan(compare(before, wanted), World(before, wanted))


@pytest.mark.parametrize("parted", [False, True], ids=["inherits", "partition"])
def test_keys_and_indexes_lock_the_tables_below_as_declared(running: Server, parted: object) -> None:
    """Partitions more than what inherits, for their rows are the partitioned table's; and most where a key is deferrable."""
    number, up = column("t", "n", "integer", not_null=True), column("t", "up", "integer")
    top, child = table("t"), Table(ref=Ref("table", "public", "child"), inherits=(number.ref.table,))
    if parted:
        top = evolve(top, partition_by=Expr(("RANGE (", number.ref, ")")))
        child = evolve(child, inherits=(), partition_of=PartitionOf(top.ref, Expr.of("DEFAULT")))
    heirs = [evolve(item, ref=child.ref.column(item.ref.part), inherited=(item.ref,)) for item in (number, up)]
    key = PrimaryKey(ref=Ref("primary_key", "public", "t", "k"), columns=(number.ref,))
    apart = Unique(
        ref=Ref("unique", "public", "t", "apart"), columns=(number.ref,)
    )  # of two rows of the same no second comes
    before = [top, number, up, child, *heirs, apart]
    keyed = [
        *before,
        key,
        Unique(ref=Ref("unique", "public", "t", "u"), columns=(number.ref, up.ref), deferrable=True),
        Index(ref=Ref("index", "public", "i"), table=top.ref, keys=(IndexKey(value=up.ref),)),
    ]
    above = ForeignKey(ref=Ref("foreign_key", "public", "t", "f"), columns=(up.ref,), references=(number.ref,))
    alone = [item for item in keyed if item.ref.table != child.ref and item is not child]
    steps = [before, keyed, [*keyed, above], keyed, before]

    with closing(connect(running.url)) as connection, closing(Own(connection)) as own:
        for old, new in (*pairwise(steps), (alone, keyed)):
            drawn = pair(old, new)
            with own.ready() as empty:
                assert truthful(empty, drawn) == [len(drawn.ran)]


def test_partitions_that_go_over_together_lock_the_default_one_among_them(running: Server) -> None:
    """It is looked at again for each that comes behind it."""
    number = column("t", "n", "integer", not_null=True)
    whole = evolve(table("t"), partition_by=Expr(("RANGE (", number.ref, ")")))
    bounds = {"a": "DEFAULT", "b": "FOR VALUES FROM (10) TO (MAXVALUE)"}
    parts = [evolve(table(name), partition_of=PartitionOf(whole.ref, Expr.of(text))) for name, text in bounds.items()]
    columns = [number, *(column(name, "n", "integer", not_null=True, inherited=(number.ref,)) for name in bounds)]
    after = [evolve(item, type=Type("bigint")) for item in columns]

    with closing(connect(running.url)) as connection, closing(Own(connection)) as own, own.ready() as empty:
        assert truthful(empty, pair([whole, *parts, *columns], [whole, *parts, *after])) == [9]


def test_a_change_of_type_locks_no_index_of_a_partitioned_table_that_is_over_other_columns(running: Server) -> None:
    number, up = column("t", "n", "integer", not_null=True), column("t", "up", "integer")
    top = evolve(table("t"), partition_by=Expr(("RANGE (", number.ref, ")")))
    child = evolve(table("child"), partition_of=PartitionOf(top.ref, Expr.of("DEFAULT")))
    heirs = [evolve(item, ref=child.ref.column(item.ref.part), inherited=(item.ref,)) for item in (number, up)]
    index = Index(ref=Ref("index", "public", "i"), table=top.ref, keys=(IndexKey(value=number.ref),))
    before = [top, number, up, child, *heirs, index]
    after = [evolve(item, type=Type("bigint")) if item in (up, heirs[1]) else item for item in before]

    with closing(connect(running.url)) as connection, closing(Own(connection)) as own, own.ready() as empty:
        assert truthful(empty, pair(before, after)) == [1]


def test_all_actions_of_one_alter_table_lock_the_tables_below_as_the_strongest_of_them(running: Server) -> None:
    number, up = column("t", "n", "integer", not_null=True), column("t", "up", "integer")
    child = evolve(table("child"), inherits=(number.ref.table,))
    heirs = [evolve(item, ref=child.ref.column(item.ref.part), inherited=(item.ref,)) for item in (number, up)]
    key = PrimaryKey(ref=Ref("primary_key", "public", "t", "k"), columns=(number.ref,))
    above = ForeignKey(ref=Ref("foreign_key", "public", "t", "f"), columns=(up.ref,), references=(number.ref,))
    before = [table("t"), number, up, child, *heirs, key, above]
    after = [*before[:-1], evolve(above, on_delete="cascade")]

    with closing(connect(running.url)) as connection, closing(Own(connection)) as own, own.ready() as empty:
        assert truthful(empty, pair(before, after)) == [1]
