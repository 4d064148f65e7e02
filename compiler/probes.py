"""Questions to the live rows that tell beforehand what a statement would fail on or lose.

They run before the first statement, so the rows are asked as the plan will find them: `as_wanted` shows the live table
under the names and types that it gets. Where a table is made by the plan there is nothing to ask. Each counts at most
1,001 rows and shows none.
"""

from collections.abc import Iterable, Iterator

from attrs import evolve

from mizzle.compiler.bounds import default_of, inside
from mizzle.compiler.names import name, table, wrapped
from mizzle.compiler.shown import ROW, as_wanted, elsewhere, guessed, said, source
from mizzle.compiler.statement import Probe
from mizzle.compiler.world import World, grounded
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.consent import Consent
from mizzle.model.exclusion import Exclusion
from mizzle.model.expr import Expr
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index, IndexKey
from mizzle.model.object import Object
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.rename import moved, mover
from mizzle.model.sequence import Counter
from mizzle.model.table import Table

LIMIT = 1001
SHOWN = 3


def bounded(rest: str) -> str:
    """A count that stops early."""
    return f"SELECT count(*) FROM (SELECT 1 {rest} LIMIT {LIMIT}) AS bounded"


def some(rest: str, *shown: str) -> str:
    """A few of the values that a count has found, for whoever asks to see them."""
    values = ", ".join(f"coalesce(({value})::pg_catalog.text, 'NULL')" for value in shown)
    return f"SELECT pg_catalog.concat_ws(', ', {values}) {rest} LIMIT {SHOWN}" if shown else ""


def probe(rest: str, *shown: str, message: str, consent: Consent) -> Probe:
    """How many rows there are, and a few of them for whoever asks to see them."""
    return Probe(sql=bounded(rest), sample=some(rest, *shown), message=message, consent=consent)


def rows(new: Column, world: World) -> Iterator[Probe]:
    """Rows in which a new NOT NULL column begins with NULL."""
    live = as_wanted(new.ref.table, world, name(new.ref))
    why = "; rows for which it comes out as NULL" if new.generated else " and has no default; rows that are there"
    if live and not (new.default or guessed(new, world)):
        yield Probe(
            sql=bounded(f"FROM {live} WHERE {name(new.ref)} IS NULL"),
            message=f"column {new.ref} is NOT NULL{why}: {{count}}",
            consent=Consent("add-not-null", new.ref),
        )


def nulls(ref: Ref, world: World) -> Iterator[Probe]:
    """Rows that NOT NULL would refuse."""
    before, new = world.now(ref), world.new.get(ref)
    if before is None:
        live = as_wanted(ref.table, world, name(ref))
        # Of a column that the table gets by itself its own NOT NULL is asked about.
        if not live or not isinstance(new, Column) or source(new, world) == new or guessed(new, world):
            return
    elif elsewhere(ref.table, world) or getattr(world.old[ref], "not_null", False):
        return
    else:
        live = table(before)
    keys = [key for key in world.old.parts(ref.table) if isinstance(key, PrimaryKey)]
    known = [there for key in keys for column in key.columns if before and (there := world.now(column))]
    rest = f"FROM {live} WHERE {name(before or ref)} IS NULL"
    yield probe(
        rest,
        *map(name, known),
        message=f"column {ref} becomes NOT NULL; rows that hold NULL: {{count}}",
        consent=Consent("set-not-null", ref),
    )


def duplicates(new: Object, keys: Iterable[str], world: World, *, where: Expr | None = None) -> Iterator[Probe]:
    """Groups of rows that a unique key would refuse. `keys` are columns or expressions as SQL."""
    over = list(keys)
    live = as_wanted(new.stands_in, world, *over, *([said(where, world)] if where else []), heirs=False)
    if live is None:
        return
    conditions = [wrapped(said(where, world))] if where else []
    if not getattr(new, "nulls_not_distinct", False):
        conditions.extend(f"{key} IS NOT NULL" for key in over)
    elif _guessed(new, world):
        return
    kept = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    # A constant in GROUP BY would be the number of an output column, so the keys are columns of a subquery first.
    listed = ", ".join(f"{key} AS k{number}" for number, key in enumerate(over))
    groups = ", ".join(f"k{number}" for number in range(len(over)))
    rest = f"FROM (SELECT {listed} FROM {live}{kept}) AS keys GROUP BY {groups} HAVING count(*) > 1"
    yield probe(
        rest,
        *(f"k{number}" for number in range(len(over))),
        message=f"{_told(new)}; values that stand more than once: {{count}}",
        consent=Consent(f"add-{new.ref.kind.replace('_', '-')}", new.ref),
    )


def _guessed(new: Object, world: World) -> bool:
    """Whether a column that it is over shows as NULL and may be something else."""
    columns = (world.new.get(ref) for ref in new.requires() if ref.kind == "column")
    return any(isinstance(item, Column) and guessed(item, world) for item in columns)


def key_text(key: IndexKey, world: World) -> str:
    """What a key is over, as SQL that gives its value."""
    value = wrapped(said(key.value, world)) if isinstance(key.value, Expr) else name(key.value)
    return f"({value} COLLATE {name(key.collation)})" if key.collation else value


def clashes(new: Object, over: Iterable[IndexKey], world: World, *, where: Expr | None = None) -> Iterator[Probe]:
    """Pairs of rows that an exclusion constraint over such keys would refuse."""
    over = list(over)
    keys = ", ".join(f"{key_text(key, world)} AS k{number}" for number, key in enumerate(over))
    kept = f" WHERE {wrapped(said(where, world))}" if where else ""
    live = as_wanted(new.ref.table, world, keys, kept, heirs=False)
    if live is None or _foreign(new, world):
        return
    side = f"(SELECT {ROW}, {keys} FROM {live}{kept})"
    both = " AND ".join(
        f"one.k{number} {name(key.operator)} other.k{number}" for number, key in enumerate(over) if key.operator
    )
    rest = f"FROM {side} AS one JOIN {side} AS other ON one.{ROW} < other.{ROW} AND {both}"
    yield probe(
        rest,
        *(f"{row}.k{number}" for row in ("one", "other") for number in range(len(over))),
        message=f"{_told(new)}; pairs of rows that exclude each other: {{count}}",
        consent=Consent(f"add-{new.ref.kind.replace('_', '-')}", new.ref),
    )


def overlaps(new: Key, world: World) -> Iterator[Probe]:
    """Rows that a key WITHOUT OVERLAPS would refuse: those that overlap another of the same key, and empty ranges."""
    equal, overlap = (Ref("operator", "pg_catalog", sign) for sign in ("=", "&&"))
    *others, last = new.columns
    keys = [*(IndexKey(value=ref, operator=equal) for ref in others), IndexKey(value=last, operator=overlap)]
    for probe in clashes(new, keys, world):
        yield probe
        live = as_wanted(new.ref.table, world, name(last), heirs=False)
        rest = f"FROM {live} WHERE pg_catalog.isempty({name(last)})"
        yield evolve(
            probe,
            sql=bounded(rest),
            sample=some(rest, *map(name, new.columns)),
            message=f"{_told(new)}; rows whose range is empty: {{count}}",
        )


def violations(new: Check, world: World) -> Iterator[Probe]:
    """Rows that a check would refuse."""
    condition = said(new.expr, world)
    live = as_wanted(new.ref.table, world, condition, heirs=not new.no_inherit)
    if live:
        rest = f"FROM {live} WHERE NOT ({condition})"
        over = sorted(ref for ref in new.requires() if ref.kind == "column")
        yield probe(
            rest,
            *map(name, over),
            message=f"{_told(new)}; rows that break it: {{count}}",
            consent=Consent("add-check", new.ref),
        )


def misplaced(new: Table, world: World) -> Iterator[Probe]:
    """Rows that have no place in a partition, in the table that is attached or in the default partition beside it."""
    condition = inside(new, world) or ""
    default = default_of(new, world)
    for ref, broken in ((new.ref, f"({condition}) IS NOT TRUE"), (default, f"({condition}) IS TRUE")):
        routed = world.gets_rows(ref) if ref else None  # its rows are told apart as they are copied
        live = as_wanted(ref, world, condition) if ref and routed in (None, ref) else None
        if live and new.partition_of:
            there = f"SELECT CASE WHEN EXISTS (SELECT FROM {live}) THEN 'unknown' END"
            yield Probe(
                sql=bounded(f"FROM {live} WHERE {broken}") if condition else there,
                message=f"attaches partition {new.ref}; rows of {ref} that do not belong there: {{count}}",
                consent=Consent("attach-partition", new.ref),
            )


def crowded(new: Table, world: World) -> Iterator[Probe]:
    """Rows of a table that is attached which the keys and constraints that come with its parents refuse."""
    for ref in new.parents:
        parent = world.new.get(ref)
        for part in world.new.parts(ref):
            mine = moved(part, mover({ref: new.ref}))
            if isinstance(mine, Key) or (isinstance(mine, Index) and mine.unique):
                over = mine.columns if isinstance(mine, Key) else [key.value for key in mine.keys]
                known = tuple(column for column in over if isinstance(column, Ref))
                if len(known) == len(over) and any(world.keys_of(world.old, known)):
                    continue
                keys = map(name, mine.columns) if isinstance(mine, Key) else (key_text(key, world) for key in mine.keys)
                yield from duplicates(mine, keys, world, where=getattr(mine, "where", None))
            elif isinstance(mine, Exclusion):
                yield from clashes(mine, mine.keys, world, where=mine.where)
            elif isinstance(mine, ForeignKey) and isinstance(part, ForeignKey) and mine.validated and mine.enforced:
                yield from orphans(evolve(mine, references=part.references), world)
        if isinstance(parent, Table) and parent.partition_of:
            yield from crowded(evolve(new, partition_of=parent.partition_of), world)


def referenced(old: Table, keys: Iterable[ForeignKey], world: World) -> Iterator[Probe]:
    """Rows that reference those of a partition which leaves the table that foreign keys lead to."""
    where = world.now(old.ref)
    for key in keys:
        child = world.now(key.ref.table)
        pairs = [
            f"parent.{name(world.now(old.ref.column(there.part)) or there)} {_equal(there, world)} child.{name(world.now(here) or here)}"
            for here, there in zip(key.columns, key.references, strict=True)
        ]
        if where and child and not elsewhere(old.ref, world):
            yield Probe(
                sql=bounded(
                    f"FROM {name(child)} AS child WHERE EXISTS (SELECT FROM {name(where)} AS parent WHERE {' AND '.join(pairs)})"
                ),
                message=f"detaches partition {old.ref}; rows of {key.ref.table} that reference its rows: {{count}}",
                consent=Consent("detach-partition", old.ref),
            )


def orphans(new: ForeignKey, world: World) -> Iterator[Probe]:
    """Rows that reference nothing; with MATCH FULL also rows of which only a part is NULL."""
    here = as_wanted(new.ref.table, world, *map(name, new.columns), heirs=False)
    there = as_wanted(new.target, world, *map(name, new.references), heirs=False, joining=True)
    if not here:
        return
    mine = [f"child.{name(ref)}" for ref in new.columns]
    present = " AND ".join(f"{value} IS NOT NULL" for value in mine)
    pairs = [
        f"parent.{name(target)} {_equal(target, world)} {value}"
        for value, target in zip(mine, new.references, strict=True)
    ]
    same = " AND ".join(pairs)
    # A table that the plan makes is empty: every reference to it leads nowhere.
    found = f"EXISTS (SELECT FROM (SELECT * FROM {there}) AS parent WHERE {same})"
    if new.period:
        same = " AND ".join(pairs[:-1])
        span = f"pg_catalog.range_agg(parent.{name(new.references[-1])})"
        found = f"((SELECT {span} FROM (SELECT * FROM {there}) AS parent WHERE {same}) @> {mine[-1]}) IS TRUE"
    missing = f"{present} AND NOT ({found})" if there else present
    if not there and not world.is_new(new.target):
        return
    if new.match_full and len(mine) > 1 and not _guessed(new, world):
        missing = f"({missing}) OR (({' OR '.join(f'{value} IS NULL' for value in mine)}) AND NOT ({' AND '.join(f'{value} IS NULL' for value in mine)}))"
    rest = f"FROM (SELECT * FROM {here}) AS child WHERE {missing}"
    yield probe(
        rest,
        *mine,
        message=f"{_told(new)}; rows of {new.ref.table} that reference no row of {new.target}: {{count}}",
        consent=Consent("add-foreign-key", new.ref),
    )


def _equal(column: Ref, world: World) -> str:
    """What compares the values of a referenced column: no search path leads to what an extension brings for its types."""
    item = world.new.get(column)
    kind = grounded(item.type, world.new) if isinstance(item, Column) else None
    if kind is None or kind.ref is None or kind.array or world.new.find(kind.ref) is not None:
        return "="
    return name(Ref("operator", kind.ref.schema, "="))


def _foreign(new: Object, world: World) -> bool:
    """Whether a column's type is an extension's: under an empty search_path its operators are not found, or others are."""
    carried = getattr(new, "include", ())  # which nobody compares
    columns = [world.new.get(ref) for ref in new.requires() if ref.kind == "column" and ref not in carried]
    types = [grounded(item.type, world.new) for item in columns if isinstance(item, Column)]
    return any(kind.ref and world.new.find(kind.ref) is None for kind in types)


def outside(sequence: Ref, of: Ref, old: Counter, new: Counter) -> Iterator[Probe]:
    """A position that new bounds shut out: PostgreSQL refuses them."""
    if new.minimum > old.minimum or new.maximum < old.maximum:
        yield Probe(
            sql=f"SELECT count(*) FROM {name(sequence)} WHERE last_value NOT BETWEEN {new.minimum} AND {new.maximum}",
            message=f"the sequence of {of} stands outside its new bounds {new.minimum} to {new.maximum} and is moved inside",
            consent=Consent("change-bounds", of),
        )


def _told(new: Object) -> str:
    return f"{new.ref.kind.replace('_', ' ')} {new.ref}"
