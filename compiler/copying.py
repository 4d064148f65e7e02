"""A plain table that becomes partitioned, or the reverse, for which PostgreSQL has no ALTER: its rows are copied into a new one.

The old one is put aside, the new one made with its columns, checks and partitions, the rows copied, the old one dropped. All else
that stands on the table comes behind: no trigger fires, no policy hides a row, and an index is built once, when all rows are there.
Rows of partitions that stay as tables stay there.
"""

from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.aside import waiting
from mizzle.compiler.bounds import EVERYTHING, placed
from mizzle.compiler.casts import converted
from mizzle.compiler.counting import handed_over, kept_clear, moves_to_serial
from mizzle.compiler.names import columns, name
from mizzle.compiler.online import below
from mizzle.compiler.probes import bounded, nulls, rows, violations
from mizzle.compiler.retyping import retyped
from mizzle.compiler.shown import as_wanted
from mizzle.compiler.statement import Probe, Statement
from mizzle.compiler.values import unsuited
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.consent import Consent
from mizzle.model.expr import Expr
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.lineage import ancestors
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.rename import left_over
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.trigger import Trigger

BEFORE = ("table", "column", "sequence")  # what is there when rows are copied, with checks that CREATE TABLE holds


def copied(work: Work) -> dict[Ref, Ref]:
    """The tables that become partitioned, or stop being so, each with the ref under which the old one waits."""
    return {
        ref: waiting(ref)
        for ref, alter in sorted(work.alters.items())
        if "partition_by" in alter.fields and None in (_key(alter.old), _key(alter.new))
        if ref not in work.drops and _here(ref, work.world)
    }


def _key(item: Object) -> Expr | None:
    return item.partition_by if isinstance(item, Table) else None


def _here(ref: Ref, world: World) -> bool:
    """Whether its rows can be copied: all are here, not on a foreign server, and nothing that is there already acts on them."""
    trees = [schema[each] for schema in (world.old, world.new) for each in (ref, *below(ref, schema))]
    beside = [each for each in (*below(ref, world.new), *_above(ref, world.new)) if each in world.old]
    acting = (part for each in beside for schema in (world.old, world.new) for part in schema.parts(each))
    return not any(isinstance(item, Table) and (item.server or item.leaving) for item in trees) and not any(
        (isinstance(part, Trigger) and part.each_row) or (isinstance(part, ForeignKey) and part.deferred)
        for part in acting
    )


def _above(ref: Ref, schema: Schema) -> Iterator[Ref]:
    item = schema.get(ref)
    if isinstance(item, Table) and item.partition_of:
        yield item.partition_of.parent
        yield from _above(item.partition_of.parent, schema)


def rows_copied(new: Table, world: World) -> Iterator[Statement]:
    """The statements between CREATE TABLE and all else."""
    aside, asked = world.copied[new.ref], world.standing or world
    old = world.old[aside]
    assert isinstance(old, Table)  # noqa: S101
    if old.row_security and old.force_row_security:
        yield Statement(
            sql=f"ALTER TABLE {name(aside)} NO FORCE ROW LEVEL SECURITY",
            reason="lets the owner see all rows that are copied",
            form="no force row security",
            other=aside,
            needs=(aside,),
        )
    pairs = [
        (before, column)
        for column in sorted(_columns(new.ref, world.new), key=_position)
        if isinstance(before := world.old.get(aside.column(column.ref.part)), Column)
    ]
    taken = [(before, column) for before, column in pairs if not column.generated]
    values = ", ".join(
        converted(name(before.ref), before.type, column.type, world) or name(before.ref) for before, column in taken
    )
    listed = f" {columns(tuple(column.ref for _, column in taken))}" if taken else ""
    given = " OVERRIDING SYSTEM VALUE" if any(_identified(column.ref, new, world) for _, column in taken) else ""
    heirs = any(isinstance(item, Table) and aside in item.inherits for item in world.old.users(aside))
    yield Statement(
        sql=f"INSERT INTO {name(new.ref)}{listed}{given}\n"
        f"SELECT {values + ' ' if values else ''}FROM {'ONLY ' if heirs else ''}{name(aside)}",
        reason="keeps the rows",
        form="copy rows",
        other=aside,
        needs=(aside, *(before.ref for before, _ in pairs), *below(new.ref, world.new), *_left(aside, world)),
        reads=(aside,),
        follows=tuple(other for other in world.copied.values() if other in [*below(aside, world.old)]),
        before=tuple(_behind(new.ref, world)),
        consents=tuple(_lost(new.ref, asked)),
        probes=tuple(_doubts(new, world)),
        unable="its rows are copied while nobody can read or write it",
    )
    for before, column in pairs:
        for statement in (*handed_over(before, column, world), *kept_clear(before, column, world)):
            yield evolve(statement, reads=(*statement.reads, before.ref))


def _identified(ref: Ref, new: Table, world: World) -> bool:
    """Whether a column is an identity; a partition's is with its parent's (PostgreSQL 17)."""
    above = ancestors(ref, world.new) if new.partition_of else ()
    return any(isinstance(item := world.new.get(column), Column) and bool(item.identity) for column in (ref, *above))


def _columns(table: Ref, schema: Schema) -> list[Column]:
    return [part for part in schema.parts(table) if isinstance(part, Column) and part.ref.table == table]


def _position(column: Column) -> tuple[int, Ref]:
    return column.position, column.ref


def _left(aside: Ref, world: World) -> list[Ref]:
    """The partitions that stay as tables of their own, which have left by then."""
    return [ref for ref in below(aside, world.old) if ref in world.new]


def _behind(ref: Ref, world: World) -> Iterator[Ref]:
    """What comes when the rows are there."""
    for table in (ref, *below(ref, world.new)):
        found = (*world.new.parts(table), *world.new.users(table))
        found += tuple(user for column in _columns(table, world.new) for user in world.new.users(column.ref))
        yield from (
            item.ref
            for item in found
            if item.kind not in BEFORE and not (isinstance(item, Check) and (item.validated or not item.enforced))
        )


def _lost(ref: Ref, world: World) -> Iterator[Consent]:
    """What ALTER would have to be agreed to as well. `world` is that in which the table is still called so."""
    for old in _columns(ref, world.old):
        new = world.new.get(old.ref)
        if not isinstance(new, Column):
            if not left_over(old.ref.part):
                yield Consent("drop-column", old.ref)
        elif new.generated and not old.generated:
            yield Consent("replace-column", old.ref)
        elif old.identity and not new.identity and not moves_to_serial(new, world):
            yield Consent("drop-identity", old.ref)


def _doubts(new: Table, world: World) -> Iterator[Probe]:
    """Rows that the new table or a partition would refuse; what comes behind the copy asks for itself."""
    asked = world.standing or world
    if new.partition_by:
        condition = placed(new, world)
        live = as_wanted(new.ref, world, condition or "")
        if live and condition != EVERYTHING:
            there = f"SELECT CASE WHEN EXISTS (SELECT FROM {live}) THEN 'unknown' END"
            yield Probe(
                sql=bounded(f"FROM {live} WHERE ({condition}) IS NOT TRUE") if condition else there,
                message=f"table {new.ref} becomes partitioned; rows that no partition takes: {{count}}",
                consent=Consent("copy-rows", new.ref),
            )
    for column in _columns(new.ref, world.new):
        before = asked.old.get(column.ref)
        if not isinstance(before, Column):
            yield from rows(column, asked) if column.not_null else ()
            yield from unsuited(column, asked)
            continue
        if before.type != column.type and not column.generated:
            yield from retyped(before, column, asked, ()).probes
        if column.not_null and not before.not_null:
            yield from nulls(column.ref, asked)
    for table in (new.ref, *below(new.ref, world.new)):
        for part in world.new.parts(table):
            if isinstance(part, Check) and world.is_new(part.ref) and _asked(part, asked.old.get(part.ref)):
                yield from violations(part, world)
        for column in _columns(table, world.new) if world.is_new(table) and table != new.ref else ():
            above = world.new.get(new.ref.column(column.ref.part))
            live = as_wanted(table, world, name(column.ref))
            if live and column.not_null and not getattr(above, "not_null", True):
                yield Probe(
                    sql=bounded(f"FROM {live} WHERE {name(column.ref)} IS NULL"),
                    message=f"column {column.ref} is NOT NULL; rows that come to it with NULL: {{count}}",
                    consent=Consent("set-not-null", column.ref),
                )


def _asked(new: Check, old: Object | None) -> bool:
    """Whether it looks at the rows that come, and has not known them before."""
    return new.validated and new.enforced and not new.inherited and new != old
