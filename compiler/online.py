"""Plans that hold no lock that others wait for longer than a moment.

A kind tells, beside the statement that does a thing at once, the statements that do the same in steps (`Statement.online`),
or why there are none (`Statement.unable`). Here are those steps, and what puts them in the statement's place: only for
tables that are there before the plan, for what it makes itself has no rows and no users yet.

An index that is made anew never leaves a gap: the new one is built under another name and takes the old one's place.
"""

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve

from mizzle.compiler.names import bare, columns, name, options, table
from mizzle.compiler.not_null import free, lost_above
from mizzle.compiler.statement import Act, Statement
from mizzle.compiler.world import World
from mizzle.model.check import Check
from mizzle.model.column import Column, given_name
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index, IndexKey
from mizzle.model.lineage import heirs
from mizzle.model.names import chosen, identifier, qualified
from mizzle.model.object import Object, changed
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.rename import built_name, moved, mover, swap_name, waits
from mizzle.model.schema import Schema
from mizzle.model.table import Table

PARTS = {"table", "column", "index", "primary_key", "unique", "check", "foreign_key", "exclusion", "trigger", "policy"}
Text = Callable[[Index, str, str, str], str]  # index, name, words behind CREATE INDEX, table → SQL


def brief(sql: str, form: str, item: Object | None = None, *, begins: bool = True) -> Statement:
    """A step that takes its locks for a moment.

    form    its row of compiler/forms.py
    item    what it is about, where that is another object than the whole statement's
    begins  whether it begins a transaction, with the brief ones behind it
    """
    return Statement(sql=sql, form=form, acts=_acts(form, item), begins=begins)


def long(sql: str, form: str, item: Object | None = None, *, transactional: bool = True) -> Statement:
    """A step that takes long and stops nobody."""
    return Statement(sql=sql, form=form, acts=_acts(form, item), transactional=transactional, apart=True, patient=True)


def _acts(form: str, item: Object | None) -> tuple[Act, ...]:
    return (Act(form, item.ref, new=item),) if item else ()


# ---- indexes


def dropped_index(old: Index, world: World) -> tuple[Statement, ...]:
    """An index of a partitioned table cannot be dropped concurrently; its lock is a short one."""
    if partitioned(old.table, world.old):
        return ()
    return (long(f"DROP INDEX CONCURRENTLY {name(old.ref)}", "drop index concurrently", transactional=False),)


def built_index(new: Index, world: World, write: Text) -> tuple[Statement, ...]:
    """CREATE INDEX CONCURRENTLY; on a partitioned table each partition's on its own, then all together."""
    if not partitioned(new.table, world.new):
        return (_concurrently(new, new.ref.name, new.table, write),)
    return (
        brief(write(new, new.ref.name, "", f"ONLY {name(new.table)}"), "create index on only"),
        *_spread(new, new.ref.name, world, write),
    )


def replaced_index(new: Index, world: World, write: Text) -> tuple[Statement, ...]:
    """The new index under another name, the names changed in one transaction, then the old one dropped."""
    if partitioned(new.table, world.new) or partitioned(new.table, world.old):
        return ()
    fresh, gone = built_name(new.ref.name), swap_name(new.ref.name)
    space = new.ref.schema
    unknown = evolve(new, ref=new.ref._replace(name=fresh))
    return (
        _concurrently(new, fresh, new.table, write),
        brief(f"ALTER INDEX {name(new.ref)} RENAME TO {identifier(gone)}", "rename index"),
        brief(
            f"ALTER INDEX {qualified(space, fresh)} RENAME TO {bare(new.ref)}", "rename index", unknown, begins=False
        ),
        long(f"DROP INDEX CONCURRENTLY {qualified(space, gone)}", "drop index concurrently", transactional=False),
    )


def _concurrently(index: Index, called: str, where: Ref, write: Text) -> Statement:
    text = write(index, called, "CONCURRENTLY ", name(where))
    return long(text, "create index concurrently", evolve(index, table=where), transactional=False)


def _spread(index: Index, parent: str, world: World, write: Text, key: Key | None = None) -> Iterator[Statement]:
    """The index of each partition, attached to the parent's, however deep."""
    space = index.ref.schema
    for child in partitions(index.table, world.new):
        taken = _taken(key or index, child.ref, world)
        called = (
            taken.ref.own if taken else _free(chosen(f"{child.ref.name}_{index.ref.name}"), child.ref.schema, world)
        )
        mine = evolve(index, table=child.ref)
        attach = f"ALTER INDEX {qualified(space, parent)} ATTACH PARTITION {qualified(child.ref.schema, called)}"
        if taken:
            yield brief(attach, "attach to index", taken)
            continue
        if child.partition_by:
            if key is None:
                yield brief(write(mine, called, "", f"ONLY {name(child.ref)}"), "create index on only", mine)
            else:
                add = f"ADD CONSTRAINT {identifier(called)} {_words(key)}"
                yield brief(f"ALTER TABLE ONLY {name(child.ref)} {add}", "create key on only", mine)
            yield from _spread(mine, called, world, write, key)
            yield brief(attach, "attach index", mine)
            continue
        if child.server:  # a foreign table has no indexes
            continue
        fresh = built_name(called)
        yield _concurrently(mine, fresh, child.ref, write)
        if key is None:
            place = qualified(child.ref.schema, fresh)
            yield brief(f"ALTER INDEX {place} RENAME TO {identifier(called)}", "rename index", mine)
        else:
            yield brief(using_index(name(child.ref), identifier(called), key, fresh), used(key), mine)
        yield brief(attach, "attach index", mine, begins=False)


def _taken(above: Index | Key, table: Ref, world: World) -> Object | None:
    """What a partition has by itself and keeps, which becomes its part of the partitioned table's."""
    twin = moved(above, mover({above.table if isinstance(above, Index) else above.ref.table: table}))
    for part in world.old.parts(table):
        if type(part) is type(twin) and part.ref in world.new and {*changed(part, twin)} <= {"ref", "comment"}:
            return part
    return None


# ---- keys


def built_key(new: Key, world: World, write: Text, *, replace: bool = False) -> tuple[Statement, ...]:
    """The index CONCURRENTLY, then the constraint by USING INDEX, which scans nothing."""
    if new.without_overlaps:  # USING INDEX takes none of those
        return ()
    index = behind(new)
    steps: list[Statement] = []
    if isinstance(new, PrimaryKey):
        for ref in new.columns:
            old, column = world.old.get(ref), world.new.get(ref)
            if isinstance(old, Column) and isinstance(column, Column):
                steps += not_null(old, column, world) if not old.not_null or lost_above(column, world) else ()
    if partitioned(new.ref.table, world.new):
        if replace:
            return ()
        add = f"ADD CONSTRAINT {name(new.ref)} {_words(new)}"
        steps.append(brief(f"ALTER TABLE ONLY {table(new.ref)} {add}", "create key on only"))
        return (*steps, *_spread(index, new.ref.part, world, write, new))
    fresh = built_name(new.ref.part)
    drop = f"DROP CONSTRAINT {name(new.ref)}" if replace else ""
    return (
        *steps,
        _concurrently(index, fresh, new.ref.table, write),
        brief(using_index(table(new.ref), name(new.ref), new, fresh, drop), used(new, replace=replace)),
    )


def used(key: Key, *, replace: bool = False) -> str:
    kind = "primary key" if isinstance(key, PrimaryKey) else "unique"
    return f"{'replace' if replace else 'create'} {kind} using index"


def behind(key: Key) -> Index:
    """The index that a key stands on."""
    return Index(
        ref=Ref("index", key.ref.schema, key.ref.part),
        table=key.ref.table,
        keys=tuple(IndexKey(value=ref) for ref in key.columns),
        unique=True,
        nulls_not_distinct=getattr(key, "nulls_not_distinct", False),
        include=key.include,
        options=key.options,
        tablespace=key.tablespace,
    )


def _words(key: Key) -> str:
    word = "PRIMARY KEY" if isinstance(key, PrimaryKey) else "UNIQUE"
    distinct = " NULLS NOT DISTINCT" if getattr(key, "nulls_not_distinct", False) else ""
    include = f" INCLUDE {columns(key.include)}" if key.include else ""
    given = f" WITH {options(key.options)}" if key.options else ""
    space = f" USING INDEX TABLESPACE {identifier(key.tablespace)}" if key.tablespace else ""
    return f"{word}{distinct} {columns(key.columns)}{include}{given}{space}{_deferral(key)}"


def using_index(where: str, called: str, key: Key, index: str, first: str = "") -> str:
    add = standing_on(called, key, index)
    return f"ALTER TABLE {where}" + (f"\n    {first},\n    {add}" if first else f" {add}")


def standing_on(called: str, key: Key, index: str) -> str:
    """The action that makes the key of an index that is there."""
    word = "PRIMARY KEY" if isinstance(key, PrimaryKey) else "UNIQUE"
    return f"ADD CONSTRAINT {called} {word} USING INDEX {identifier(index)}{_deferral(key)}"


def _deferral(new: Key) -> str:
    return (" DEFERRABLE" + (" INITIALLY DEFERRED" if new.deferred else "")) if new.deferrable else ""


# ---- constraints and NOT NULL


def added_constraint(new: Check | ForeignKey, definition: str, world: World) -> tuple[Statement, ...]:
    """NOT VALID, which looks at no row, and VALIDATE in another transaction."""
    if not new.validated or not new.enforced:
        return ()
    add, validate = f"ADD CONSTRAINT {name(new.ref)} {definition}", f"VALIDATE CONSTRAINT {name(new.ref)}"
    if isinstance(new, ForeignKey) and not newest(world) and partitioned(new.ref.table, world.new):
        # Refused on the partitioned table itself; it takes over those that its partitions have already.
        steps = [
            step
            for leaf in _leaves(new.ref.table, world.new)
            if _of(new.ref, leaf) not in world.old and not world.is_new(leaf)
            for step in in_two(f"ALTER TABLE {name(leaf)}", add, validate, evolve(new, ref=_of(new.ref, leaf)))
        ]
        return (*steps, brief(f"ALTER TABLE {table(new.ref)} {add}", "create foreign key not valid"))
    return in_two(f"ALTER TABLE {table(new.ref)}", add, validate, new)


def in_two(where: str, add: str, validate: str, new: Check | ForeignKey) -> tuple[Statement, Statement]:
    kind = new.kind.replace("_", " ")
    return (
        brief(f"{where} {add} NOT VALID", f"create {kind} not valid", new),
        long(f"{where} {validate}", f"validate {kind}", new),
    )


def _of(part: Ref, table: Ref) -> Ref:
    return part._replace(schema=table.schema, name=table.name)


def not_null(old: Column, new: Column, world: World) -> tuple[Statement, ...]:
    """SET NOT NULL without its scan: PostgreSQL 18 can validate it later, before that a valid check proves it."""
    where = f"ALTER TABLE {table(new.ref)}"
    if newest(world):
        if old.not_null_not_valid:
            there = identifier(old.not_null_name or old.handed_down or "")
            return (long(f"{where} VALIDATE CONSTRAINT {there}", "validate not null", new),)
        called = identifier(given_name(new.not_null_name) or free(new, world))
        return (
            brief(
                f"{where} ADD CONSTRAINT {called} NOT NULL {name(new.ref)} NOT VALID", "create not null not valid", new
            ),
            long(f"{where} VALIDATE CONSTRAINT {called}", "validate not null", new),
        )
    helper = identifier(built_name(new.ref.part))
    return (
        brief(
            f"{where} ADD CONSTRAINT {helper} CHECK ({name(new.ref)} IS NOT NULL) NOT VALID",
            "create check not valid",
            new,
        ),
        long(f"{where} VALIDATE CONSTRAINT {helper}", "validate check", new),
        brief(f"{where} ALTER COLUMN {name(new.ref)} SET NOT NULL", "set not null proven", new),
        # A statement of its own: in one with SET NOT NULL the scan comes back.
        brief(f"{where} DROP CONSTRAINT {helper}", "drop check", new, begins=False),
    )


def newest(world: World) -> bool:
    """Whether the server is one of 18; a file that no server was asked for has to run on older ones too."""
    return world.major >= 18 and world.facts.user is not None


def analyzed(sql: str, new: Column, world: World) -> tuple[Statement, ...]:
    """A change of type that leaves the rows as they are; the statistics of the column are gone afterwards.

    ANALYZE goes down to partitions by itself, and to tables that inherit since PostgreSQL 18.
    """
    there = {new.ref, *(column.ref for column in heirs(new.ref, world.old))}
    tables = {column.ref.table: column for column in (new, *heirs(new.ref, world.new)) if column.ref in there}
    parted = {ref for above in tables for ref in below(above, world.new)}
    if newest(world):
        parted |= {column.ref.table for above in tables.values() for column in heirs(above.ref, world.new)}
    return brief(sql, ""), *(
        evolve(long(f"ANALYZE {table(column.ref)} ({name(column.ref)})", "analyze", column), late=True)
        for ref, column in tables.items()
        if ref not in parted
    )


# ---- partitions


def partitions(parent: Ref, schema: Schema) -> list[Table]:
    """The partitions of a table, by name."""
    found = (part for part in schema.parts(parent) if isinstance(part, Table) and part.partition_of)
    return sorted((part for part in found if part.partition_of and part.partition_of.parent == parent), key=_by_ref)


def below(parent: Ref, schema: Schema) -> Iterator[Ref]:
    """All partitions, however deep."""
    for child in partitions(parent, schema):
        yield child.ref
        yield from below(child.ref, schema)


def _leaves(parent: Ref, schema: Schema) -> Iterator[Ref]:
    for child in partitions(parent, schema):
        if child.partition_by:
            yield from _leaves(child.ref, schema)
        else:
            yield child.ref


def _by_ref(item: Object) -> Ref:
    return item.ref


def partitioned(ref: Ref, schema: Schema) -> bool:
    found = schema.get(ref)
    return isinstance(found, Table) and found.partition_by is not None


def _free(called: str, namespace: str, world: World) -> str:
    """A name that no relation has, before or after."""
    wanted = called
    while (found := world.new.free_relation(namespace, world.old.free_relation(namespace, wanted))) != wanted:
        wanted = found
    return wanted


# ---- the plan


def gentle(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements with those that block replaced by their steps, cut into the shortest transactions that are right.

    What is dropped and made again stays in one transaction, as far as its steps allow: nobody sees the database without.
    """
    steps: list[Statement] = []
    last: list[Statement] = []
    for statement in statements:
        if not statement.online:
            steps.append(statement)
            continue
        whole = max((place for place, step in enumerate(statement.online) if not step.acts), default=-1)
        for place, step in enumerate(statement.online):
            asked = statement if place == 0 else step
            told = evolve(
                step,
                about=statement.about,
                reason=statement.reason,
                repairs=statement.repairs,
                consents=asked.consents,
                probes=asked.probes,
                form=step.form or statement.form,
                acts=step.acts or _same(statement, step, whole=place == whole),
            )
            (last if step.late else steps).append(told)
    yield from _cut([*steps, *last])


def _same(statement: Statement, step: Statement, *, whole: bool) -> tuple[Act, ...]:
    """What a step does to the object of its statement, which is there, or gone, behind the last of its own steps."""
    acts = tuple(evolve(act, form=step.form or act.form) for act in statement.acts)
    return acts if whole else tuple(evolve(act, makes=frozenset(), removes=frozenset()) for act in acts)


def _cut(steps: list[Statement]) -> Iterator[Statement]:
    """Begin a transaction where a statement locks another table, unless something is down or on its way meanwhile."""
    gone = {step.about: place for place, step in enumerate(steps) if step.removes}
    held = -1  # the place up to which something is down
    for place, step in enumerate(steps):
        another = not place or (_simple(step, steps[place - 1]) and _table(step) != _table(steps[place - 1]))
        yield evolve(step, begins=(step.begins or another) and place > held)
        if step.removes:
            held = max(held, _back(steps, place))
        elif gone.get(step.about, -1) > place:  # put aside until its users have moved over
            held = max(held, gone[step.about])


def _back(steps: list[Statement], place: int) -> int:
    """Where an object that a statement removes is there again: the last of its statements before one that stands apart.

    In the place of a table that was put aside another one is whole when all is done that does not stand apart.
    """
    about = steps[place].about
    aside = about is not None and about.kind == "table" and waits(about.name)
    end = place
    for later in range(place + 1, len(steps)):
        if steps[later].apart:
            break
        if aside or steps[later].about == about:
            end = later
    return end


def _simple(*steps: Statement) -> bool:
    """Whether the statements are of what stands in a table: a sequence or a type may go along with what comes next."""
    return all(step.about is not None and step.about.kind in PARTS for step in steps)


def _table(step: Statement) -> Ref | None:
    return step.about.table if step.about and step.about.part else step.about
