"""A change of type that would rewrite the table, done beside it: asked for by name, since the column comes to stand last.

1. A new column of the wanted type and a trigger that keeps it in step: what is written from now on is written to both.
2. The rows that are there are filled in by short transactions of their own, page by page. Rows that others have locked are left
   out and come again later, so nobody waits for the filling and it waits for nobody.
3. NOT NULL and the indexes are made for the new column as `--online` makes them.
4. One brief transaction takes the old column away and gives the new one its name, its place in keys, its default and counter.
5. Checks and foreign keys over it come back NOT VALID in that transaction and are validated behind it.

Whatever cuts it off: before the fourth step a second run finds the new column and goes on with it, behind it the column is as
wanted, and constraints that are not validated are what any plan validates.
"""

import re
from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from mizzle.compiler.ddl import DDL
from mizzle.compiler.names import default_text, name, table, text
from mizzle.compiler.not_null import renamed_whatever_it_is
from mizzle.compiler.objects.check import CheckDDL
from mizzle.compiler.objects.foreign_key import ForeignKeyDDL
from mizzle.compiler.objects.function import quoted
from mizzle.compiler.objects.index import IndexDDL, index_text
from mizzle.compiler.objects.primary_key import PrimaryKeyDDL
from mizzle.compiler.objects.statistics import StatisticsDDL
from mizzle.compiler.objects.table import marked
from mizzle.compiler.objects.unique import UniqueDDL
from mizzle.compiler.online import behind, brief, in_two, long, newest, used, using_index
from mizzle.compiler.statement import Act, Statement
from mizzle.compiler.world import World
from mizzle.model.change import Alter, Change, Drop
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.expr import Expr
from mizzle.model.filling import FILLING, REPEATABLE
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.function import Function
from mizzle.model.index import Index
from mizzle.model.names import LIMIT, chosen, identifier, literal, qualified
from mizzle.model.object import Object
from mizzle.model.primary_key import Key
from mizzle.model.ref import Ref, signed
from mizzle.model.rename import BUILT, Move, built_name, left_over, moved, mover
from mizzle.model.sequence import Sequence
from mizzle.model.statistics import Statistics
from mizzle.model.trigger import Trigger
from mizzle.model.type import Type

CARRIED = (Check, ForeignKey, Index, Key, Statistics)  # what comes back with the new column
COMMENTED: tuple[DDL, ...] = (CheckDDL(), ForeignKeyDDL(), IndexDDL(), PrimaryKeyDDL(), UniqueDDL(), StatisticsDDL())
# What a cast to or from a text may depend on: the values are those of our own sessions, which rewrite tables (connection.py).
SPELLING = ("TimeZone = 'UTC'", "DateStyle = 'ISO, MDY'", "IntervalStyle = 'postgres'", "bytea_output = 'hex'")
NUMBERS = {"smallint", "integer", "bigint", "numeric", "real", "double precision"}
_NAMES = re.compile(r"""('(?:[^']|'')*')|((?:\.|::)\s*)?("(?:[^"]|"")*"|[^\W\d][\w$]*)(\s*\()?""")
VALUE = "\0"
PAGES, FEWEST, MOST = 32, 16, 2048  # of a batch: at first, and how many that becomes when it is slow or quick
QUICK, SLOW = 50, 250  # milliseconds; so long a row that is filled in may keep somebody waiting


@frozen
class Expansion:
    """One column on its way.

    convert  SQL that converts a value, which is VALUE in it
    added    the statements that make the new column beside it
    counter  the statements that hand an identity's position over before the old column goes, and those behind that
    """

    old: Column
    new: Column
    world: World
    convert: str
    added: tuple[Statement, ...]
    counter: tuple[tuple[Statement, ...], tuple[Statement, ...]] = ((), ())


def beside(column: Ref) -> Ref:
    """The new column, until it has its name."""
    return column._replace(part=built_name(column.part))


def helpers(aside: Ref) -> tuple[Ref, Ref]:
    """The trigger that keeps a column in step with the one beside it, and its function. Triggers fire by name: this one comes last."""
    own = aside.part.removesuffix(BUILT)
    called = chosen(f"{aside.name}_{own}", LIMIT - len(BUILT)) + BUILT
    return aside._replace(kind="trigger", part=built_name(f"~{own}")), Ref("function", aside.schema, signed(called, ""))


# ---- what a plan does with what is left of an expansion


def unfinished(changes: Iterable[Change], world: World) -> list[Change]:
    """The changes without the drops of what this plan goes on with."""
    listed = list(changes)
    kept = {
        ref
        for change in listed
        if isinstance(change, Alter) and isinstance(change.new, Column) and change.new.ref in world.expand
        for ref in _usable(change.new, world)
    }
    return [change for change in listed if not (isinstance(change, Drop) and change.old.ref in kept)]


def _usable(new: Column, world: World) -> tuple[Ref, ...]:
    """The column beside one and its helpers, where they are there and as this plan would make them."""
    trigger, function = helpers(beside(new.ref))
    aside = world.old.get(beside(new.ref))
    fits = isinstance(aside, Column) and (aside.type, aside.collation) == (new.type, new.collation)
    return (aside.ref, trigger, function) if aside and fits and {trigger, function} <= world.old.keys() else ()


def expands(statement: Statement) -> bool:
    """Whether the statement is such a change of type."""
    return any(step.repeatable for step in statement.online)


def carried(column: Ref, world: World) -> frozenset[Ref]:
    """What goes with the old column and comes back with the new one, if it is wanted."""
    users = world.old.users(column)
    return frozenset(user.ref for user in users if isinstance(user, CARRIED) and not left_over(user.ref.own))


# ---- the steps


def steps(this: Expansion) -> tuple[Statement, ...]:
    """All of it, in order."""
    old, new, world = this.old, this.new, this.world
    aside, before = beside(new.ref), world.old.get(beside(new.ref))
    there = before if _usable(new, world) and isinstance(before, Column) else None
    users = [world.new[user.ref] for user in world.old.users(old.ref) if user.ref in world.new]
    move = mover({new.ref: aside})
    begun = () if there else (*this.added, *_kept_in_step(this))
    indexes = [_index(item, move, new) for item in users if isinstance(item, (Index, Key))]
    built = tuple(
        long(
            index_text(index, built_name(index.ref.name), "CONCURRENTLY ", name(index.table)),
            "create index concurrently",
            index,
            transactional=False,
        )
        for index in indexes
    )
    analyze = long(f"ANALYZE {table(new.ref)} ({name(new.ref)})", "analyze", new)
    return (
        *begun,
        _filled(this),
        *_proven(this, there),
        *built,
        *_swapped(this, users),
        *(step for item in users if (two := _again(item, world)) and len(two) > 1 for step in two[1:]),
        evolve(analyze, late=True),
    )


def _kept_in_step(this: Expansion) -> Iterator[Statement]:
    trigger, function = helpers(beside(this.new.ref))
    value = this.convert.replace(VALUE, f"NEW.{name(this.old.ref)}")
    body = f"BEGIN NEW.{name(beside(this.new.ref))} := {value}; RETURN NEW; END"
    plain = {kind.base for kind in (this.old.type, this.new.type) if isinstance(kind, Type) and not kind.ref}
    settings = ("search_path = ''", *(() if plain and plain <= NUMBERS else SPELLING))
    yield brief(
        f"CREATE FUNCTION {name(function)}() RETURNS trigger LANGUAGE plpgsql\n"
        f"    {' '.join(f'SET {setting}' for setting in settings)}\n    AS {quoted(body)}",
        "create function",
        Function(ref=function),
        begins=False,
    )
    made = Trigger(ref=trigger, table=this.new.ref.table, function=function)
    where = table(this.new.ref)
    yield brief(
        f"CREATE TRIGGER {name(trigger)} BEFORE INSERT OR UPDATE ON {where}\n"
        f"    FOR EACH ROW EXECUTE FUNCTION {name(function)}()",
        "create trigger",
        made,
        begins=False,
    )
    # Rows that a subscription brings, too.
    yield brief(f"ALTER TABLE {where} ENABLE ALWAYS TRIGGER {name(trigger)}", "switch trigger", made, begins=False)


def _filled(this: Expansion) -> Statement:
    old, new = this.old, this.new
    where, source, aside = table(new.ref), name(old.ref), name(beside(new.ref))
    # Not IS NULL, which is true of a row of NULLs.
    empty = f"{aside} IS NOT DISTINCT FROM NULL AND {source} IS DISTINCT FROM NULL"
    inside = f"ctid >= {LABEL}.low AND ctid < {LABEL}.high"
    there = f"{literal(where)}::pg_catalog.regclass"
    body = f"""{REPEATABLE}
#variable_conflict use_column
<<{LABEL}>>
DECLARE
    pages bigint := pg_catalog.pg_relation_size({there})
        / pg_catalog.current_setting('block_size')::bigint;
    place bigint := 0; span bigint := {PAGES}; first bigint; width bigint;
    later bigint[] := '{{}}'; widths bigint[] := '{{}}';
    -- Triggers of the table would take the filling for somebody's update.
    silent boolean := EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = {there} AND NOT tgisinternal
        AND tgenabled = 'O' AND tgtype & 16 <> 0 AND tgattr::text = '');
    low tid; high tid; wanted bigint; done bigint;
    begun timestamptz; took double precision; told timestamptz := pg_catalog.clock_timestamp();
BEGIN
  COMMIT;
  WHILE place < pages OR pg_catalog.cardinality(later) > 0 LOOP
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    IF silent THEN
        PERFORM pg_catalog.set_config('session_replication_role', 'replica', true);
    END IF;
    IF place < pages THEN
        first := place; width := span; place := place + span;
    ELSE
        PERFORM pg_catalog.pg_sleep(0.1);
        first := later[1]; width := widths[1]; later := later[2:]; widths := widths[2:];
    END IF;
    low := ('(' || first || ',0)')::tid; high := ('(' || first + width || ',0)')::tid;
    begun := pg_catalog.clock_timestamp();
    SELECT pg_catalog.count(*) INTO wanted FROM {where} WHERE {inside} AND {empty};
    UPDATE {where} SET {aside} = {this.convert.replace(VALUE, source)}
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM {where} WHERE {inside} AND {empty} FOR NO KEY UPDATE SKIP LOCKED));
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done < wanted THEN
        later := later || first; widths := widths || width;
    END IF;
    COMMIT;
    took := 1000 * pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - begun);
    span := CASE WHEN took < {QUICK} THEN LEAST(span * 2, {MOST}) WHEN took > {SLOW} THEN GREATEST(span / 2, {FEWEST}) ELSE span END;
    IF pg_catalog.clock_timestamp() > told + interval '1 second' THEN
        RAISE NOTICE '{FILLING}: % of % pages', LEAST(place, pages), pages;
        told := pg_catalog.clock_timestamp();
    END IF;
  END LOOP;
END"""
    fill = long(f"DO {quoted(body)}", "fill column", new, transactional=False)
    return evolve(fill, repeatable=True)


LABEL = '"mizzle fill"'  # so that no column is taken for a variable


def _proven(this: Expansion, there: Column | None) -> Iterator[Statement]:
    """No row has been left out: NOT NULL where it is wanted, else a check that both are NULL or neither is."""
    old, new, world = this.old, this.new, this.world
    where, aside = f"ALTER TABLE {table(new.ref)}", beside(new.ref)
    helper, called = identifier(built_name(new.ref.part)), identifier(_not_null(new))
    # What was NOT NULL before breaks nobody's writing now.
    fresh = new.not_null and not old.not_null
    add, look, settle = "prove column", "look at column", "prove column"
    if fresh and newest(world):
        add, look = "create not null not valid", "validate not null"
    elif fresh:
        add, look, settle = "create check not valid", "validate check", "set not null proven"
    if new.not_null and there and there.not_null:
        return
    if new.not_null and newest(world):
        if there is None or not there.not_null_not_valid:
            yield brief(f"{where} ADD CONSTRAINT {called} NOT NULL {name(aside)} NOT VALID", add, new)
        yield long(f"{where} VALIDATE CONSTRAINT {called}", look, new)
        return
    said = f"{name(aside)} IS NOT NULL"
    if not new.not_null:
        said = f"({name(old.ref)} IS NOT DISTINCT FROM NULL) = ({name(aside)} IS NOT DISTINCT FROM NULL)"
    yield brief(f"{where} ADD CONSTRAINT {helper} CHECK ({said}) NOT VALID", add, new)
    yield long(f"{where} VALIDATE CONSTRAINT {helper}", look, new)
    if new.not_null:
        yield brief(f"{where} ALTER COLUMN {name(aside)} SET NOT NULL", settle, new)
        check = Check(ref=new.ref._replace(kind="check", part=built_name(new.ref.part)), expr=Expr.of(said))
        yield brief(f"{where} DROP CONSTRAINT {helper}", "drop check", check, begins=False)


def _not_null(new: Column) -> str:
    return built_name(chosen(f"{new.ref.name}_{new.ref.part}_not_null"))


def _swapped(this: Expansion, users: list[Object]) -> Iterator[Statement]:
    """The transaction in which the new column takes the old one's place."""
    old, new, world = this.old, this.new, this.world
    where, aside = table(new.ref), beside(new.ref)
    trigger, function = helpers(beside(new.ref))
    made = Trigger(ref=trigger, table=new.ref.table, function=function)
    yield brief(f"DROP TRIGGER {name(trigger)} ON {where}", "drop trigger", made)

    def then(
        sql: str, form: str, item: Object, before: Object | None = None, removes: frozenset[Ref] = frozenset()
    ) -> Statement:
        step = brief(sql, form, item, begins=False)
        return evolve(step, acts=(Act(form, item.ref, old=before, new=item, removes=removes),))

    yield then(f"DROP FUNCTION {name(function)}()", "drop function", Function(ref=function))
    for key in users:
        if isinstance(key, ForeignKey):
            drop = f"ALTER TABLE {table(key.ref)} DROP CONSTRAINT {name(key.ref)}"
            yield then(drop, "drop foreign key", key, removes=frozenset({key.ref}))
    yield from this.counter[0]
    for part in world.old.parts(old.ref):
        if isinstance(part, Sequence) and part.owned_by == old.ref:
            owned = f"ALTER SEQUENCE {name(part.ref)} OWNED BY {where}.{name(aside)}"
            yield then(owned, "own sequence", evolve(part, owned_by=aside), part)
    gone = frozenset(item.ref for item in users if not isinstance(item, ForeignKey))
    yield then(f"ALTER TABLE {where} DROP COLUMN {name(old.ref)}", "drop column", old, removes=gone)
    yield then(f"ALTER TABLE {where} RENAME COLUMN {name(aside)} TO {name(new.ref)}", "swap column", new, old)
    yield from this.counter[1]
    if new.not_null and newest(world):
        called = chosen(f"{new.ref.name}_{new.ref.part}_not_null")
        yield then(
            f"ALTER TABLE {where} RENAME CONSTRAINT {identifier(_not_null(new))} TO {identifier(called)}",
            "rename not null",
            new,
        )
    elif new.not_null and world.facts.user is None:  # a file, which may run on any version
        yield then(
            renamed_whatever_it_is(new, chosen(f"{new.ref.name}_{new.ref.part}_not_null")), "rename not null", new
        )
    if new.default:
        yield then(
            f"ALTER TABLE {where} ALTER COLUMN {name(new.ref)} SET DEFAULT {default_text(new.default)}",
            "set default",
            new,
        )
    for item in users:
        if isinstance(item, Index):
            fresh = qualified(item.ref.schema, built_name(item.ref.name))
            yield then(f"ALTER INDEX {fresh} RENAME TO {identifier(item.ref.name)}", "rename index", item)
            for step in IndexDDL().set_statistics(evolve(item, statistics=()), item, world):
                yield then(step.text, step.form, item)
        if isinstance(item, Key):
            yield then(using_index(where, name(item.ref), item, built_name(item.ref.part)), used(item), item)
        if isinstance(item, (Index, Key)):
            index = Ref("relation", item.ref.schema, item.ref.own)
            for step in marked(index, new.ref.table, world):
                yield then(step.text, step.form, world.new[new.ref.table])
        yield from _again(item, world)[:1]
        if isinstance(item, Statistics):
            for step in StatisticsDDL().create(item, world):
                yield then(step.text, step.form or "create statistics", item)
        if item.comment is not None:
            told = next(ddl for ddl in COMMENTED if isinstance(item, ddl.model)).comment(item)
            yield then(told.text, told.form, item)
    if new.comment is not None:
        yield then(f"COMMENT ON COLUMN {where}.{name(new.ref)} IS {literal(new.comment)}", "comment column", new)


def _again(item: Object, world: World) -> tuple[Statement, ...]:
    """A check or foreign key, without a look at the rows, and the look at them."""
    if not isinstance(item, (Check, ForeignKey)):
        return ()
    where = f"ALTER TABLE {table(item.ref)}"
    words = CheckDDL().definition(item, world) if isinstance(item, Check) else ForeignKeyDDL().definition(item, world)
    add = f"ADD CONSTRAINT {name(item.ref)} {words}"
    if not item.validated or not item.enforced:
        return (brief(f"{where} {add}", f"create {item.kind.replace('_', ' ')} not valid", item, begins=False),)
    first, second = in_two(where, add, f"VALIDATE CONSTRAINT {name(item.ref)}", item)
    return evolve(first, begins=False), second


def _index(item: Index | Key, move: Move, new: Column) -> Index:
    """The index over the new column, under the name that it will have."""
    index = behind(item) if isinstance(item, Key) else item
    found = moved(index, move)
    keys = tuple(
        evolve(key, value=_respelled(key.value, new.ref)) if isinstance(key.value, Expr) else key for key in found.keys
    )
    return evolve(found, keys=keys, where=_respelled(found.where, new.ref) if found.where else None)


def _respelled(expr: Expr, column: Ref) -> Expr:
    """An expression over one table as the server spells it, with another name for a column of it."""

    def renamed(match: re.Match[str]) -> str:
        if match[1] or match[2] or match[4] or match[3].strip('"').replace('""', '"') != column.part:
            return match[0]
        return name(beside(column))

    return Expr.of(_NAMES.sub(renamed, text(expr)))
