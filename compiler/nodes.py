"""From the work that a plan has to do to the statements in the graph: what each needs, keeps, makes, removes and frees."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from mizzle.compiler.aside import between, goes_over
from mizzle.compiler.becoming import became
from mizzle.compiler.copying import rows_copied
from mizzle.compiler.expanding import carried, expands
from mizzle.compiler.fold import ORDER, Folding
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.order import LEAVING, Node
from mizzle.compiler.rowtypes import changed_before, holders, row_sources
from mizzle.compiler.statement import Statement
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.extension import Extension
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.lineage import ancestors
from mizzle.model.object import Object
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import SIGNED, Ref
from mizzle.model.rename import unmarked, waits
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table

BROUGHT = ("type", "opclass", "operator", "collation")  # what an extension brings without being asked by name


def tie(pair: tuple[Ref, Object]) -> tuple[object, ...]:
    """By what objects are sorted where nothing else decides."""
    return _key(pair[0])


def _made_in_turn(new: Object) -> tuple[object, ...]:
    """By what objects that are made are sorted: the columns of a table in the order of its declaration."""
    kind, schema, name, part = _key(new.ref)
    return (kind, schema, name, *([new.position] if isinstance(new, Column) else ()), part)


def _key(ref: Ref) -> tuple[object, ...]:
    return (ORDER[ref.kind], ref.schema, ref.name, ref.part)


def nodes_of(work: Work, folding: Folding, replaced: Mapping[Ref, tuple[Statement, ...]]) -> Iterator[list[Node]]:
    """The nodes of each change, in the order of the refs: what is told first where nothing decides."""
    world = work.world
    taken = _taken_over(work)
    for change in sorted(work.renames, key=lambda rename: _key(rename.new)):
        stop = work.stops.get(change.new) or between(change.old, change.new, world)
        if _passing(change.new, work, folding):
            if change.new in work.stops:  # only out of the way
                yield list(_rename(change.old, work.stops[change.new], world, change.new))
        elif stop:
            yield [*_rename(change.old, stop, world, change.new), *_rename(stop, change.new, world)]
        else:
            yield list(_rename(change.old, change.new, world))
    for ref in sorted({*work.alters, *work.released} - work.drops.keys(), key=_key):
        made = list(_altered(ref, work, folding))
        for user in sorted(user for user, column in taken.items() if column == ref):
            _take_along(made[0], user, work, folding)
        yield made
    for ref, bare in sorted(folding.bare.items(), key=tie):
        yield list(_alter(ref, bare, world.new[ref], world))
    freed = folding.loose | {ref: bare for ref, bare in work.released.items() if ref in work.drops}
    for ref, bare in sorted(freed.items(), key=tie):
        yield list(_alter(ref, world.old[ref], bare, world))
    for ref, old in sorted(work.drops.items(), key=tie):
        if ref not in folding.taken and ref not in replaced and ref not in taken:
            yield list(_drop(work.released.get(ref, old), work, folding))
    for ref, new in sorted(work.creates.items(), key=tie):
        if ref in taken:
            continue
        made = list(_create(ref, new, work, folding))
        if ref in replaced:
            _take_the_place(made[0], list(_drop(work.drops[ref], work, folding)), replaced[ref])
        if ref in work.becoming:
            _become(made[0], new, work.becoming[ref], world)
        yield made


def _become(made: Node, key: Object, index: Index, world: World) -> None:
    """Have the node that makes a key do so with an index that is there, and gets its name."""
    if isinstance(key, Key):
        made.statement = became(key, index)
    names = {index.ref, *index.names()}
    made.needs |= {index.ref}
    made.keeps |= resolved(index.requires(), world.old)
    made.removes |= {index.ref}
    made.frees |= names - made.takes
    made.takes -= names


def _taken_over(work: Work) -> dict[Ref, Ref]:
    """What goes and comes with a column that is made anew beside itself (compiler/expanding.py), by that column."""
    found: dict[Ref, Ref] = {}
    for ref in sorted(work.alters.keys() & work.world.expand):
        if any(
            expands(statement)
            for statement in DDLS[ref.kind].altered(work.alters[ref].old, work.alters[ref].new, work.world)
        ):
            for user in carried(ref, work.world):
                if user in work.drops:
                    found.setdefault(user, ref)
    return found


def _take_along(made: Node, user: Ref, work: Work, folding: Folding) -> None:
    """Have a node do what others do elsewhere: another object goes, and comes again where it is wanted."""
    gone = list(_drop(work.drops[user], work, folding))
    come = list(_create(user, work.creates[user], work, folding)) if user in work.creates else []
    for node in gone:
        made.keeps |= node.keeps
        made.removes |= node.removes
    for node in come:
        made.makes |= node.makes
        made.needs |= node.needs
        made.follows |= node.follows
    made.needs -= made.makes


def _take_the_place(made: Node, dropped: Iterable[Node], steps: tuple[Statement, ...]) -> None:
    """One node in the place of two: the new object is there and the old one gone behind the last of the steps."""
    made.statement = evolve(made.statement, online=steps)
    for node in dropped:
        made.keeps |= node.keeps
        made.removes |= node.removes
        made.needs |= node.needs
        made.frees |= node.frees - made.takes
    made.takes -= {name for node in dropped for name in node.frees}


def _passing(new: Ref, work: Work, folding: Folding) -> Ref | None:
    """The old name of what is renamed, goes along with something and is made again, so that its new one never matters."""
    if new not in folding.taken or waits(new.own):
        return None
    if new in work.creates:
        return work.world.before.get(new)
    # Of a table whose rows are copied nothing is named until it goes but the columns, and what a partition keeps of it.
    old = work.world.old
    kept = any(new in part.inherited and part.stands_in in work.world.new for part in old.parts(new))
    copied = new.kind != "column" and not kept and old[new].stands_in in work.world.copied.values()
    return next((change.old for change in work.renames if change.new == new), None) if copied else None


def _rename(old: Ref, new: Ref, world: World, end: Ref | None = None) -> Iterator[Node]:
    """One step of a rename; `end` is what the object is called when all of them are done."""
    item = world.old.get(end or new) or world.old.get(old)
    hidden = item is None and new.kind == "sequence"  # of an identity
    if hidden:
        item = Sequence(ref=new)
    along = world.old.parts(end or new) if old.schema != new.schema and not new.part else ()
    moving = {ref for part in along for ref in (part.ref, *part.names()) if ref.schema == new.schema and not ref.part}
    carried = {part.ref for part in along if not part.ref.part}
    # What came with a parent's can have a name of its own when its table has left the parent.
    left = {new.table} if item is not None and item.inherited and new.part else set()
    left |= _partitioned(end or new, world) if new.kind == "trigger" else set()
    before, after = _occupied(item, old), _occupied(item, new)  # what it has all along is neither freed nor taken
    form = "rename identity sequence" if hidden else ""
    with_table = item is not None and any(whole.schema == new.schema for whole in item.part_of())
    stays = [part for part in along if isinstance(part, Sequence) and part.ref.schema != new.schema]
    for part in stays:
        for statement in DDLS[part.ref.kind].left_behind(part, world):
            alone = evolve(part, owned_by=None)
            yield Node(statement, (0, *_key(new)), 0, needs={part.ref}, verb="alter", old=part, new=alone, own=part.ref)
    place = world.before.get(end or new, old)
    if new.kind == "table" and old.schema == new.schema and place.schema != (end or new).schema:
        form = "rename table unmoved"  # the other step takes it to the other namespace
    for statement in DDLS[new.kind].rename(old, new, world):
        yield Node(
            evolve(statement, form=form) if form else statement,
            (0, *_key(new)),
            0,
            needs=resolved(statement.needs, world.old)
            | ({Ref("namespace", "", new.schema)} if new.schema and not new.part else set())
            | {part.ref for part in stays},
            takes=set() if hidden else after - before | moving | {*statement.takes},
            frees=before - after | {ref._replace(schema=old.schema) for ref in moving} | {*statement.frees},
            keeps=resolved(statement.reads, world.old),
            awaits=left,
            moves=new,
            carries=carried,
            brings=moving,
            came={new} if with_table and old.schema == new.schema and end is None else set(),
            verb="rename",
            old=item,
            new=evolve(item, owned_by=None)
            if isinstance(item, Sequence) and statement.form == "own sequence"
            else None,
            own=end or new,
        )


def _occupied(item: Object | None, ref: Ref) -> set[Ref]:
    """The names that an object occupies when it is called so."""
    return {ref, *(evolve(item, ref=ref).names() if item else ())}


def _taken(parts: Iterable[Object]) -> set[Ref]:
    """The names that must be free before the parts are made."""
    return {name for part in parts for name in (part.ref, *part.names(), *_bounds(part), *_single(part))}


def _avoided(parts: Iterable[Object]) -> set[Ref]:
    """The names that must be free when the parts are made, and that something may have afterwards."""
    return {name for part in parts for name in part.avoids()}


def _bounds(item: Object) -> tuple[Ref, ...]:
    return item.bounds() if isinstance(item, Table) else ()


def _single(item: Object) -> tuple[Ref, ...]:
    """What a table has one of, whatever it is called."""
    return (Ref(item.kind, *item.ref[1:3], ""),) if isinstance(item, PrimaryKey) else ()


def _altered(ref: Ref, work: Work, folding: Folding) -> Iterator[Node]:
    world = work.world
    old = work.alters[ref].old if ref in work.alters else world.old[ref]
    old = DDLS[ref.kind].bereft(old, world.new[ref], work.drops.keys(), world)
    between = work.released.get(ref)
    if between is not None:
        for node in _alter(ref, old, between, world):
            node.needs = {ref}  # letting go needs nothing new
            yield node
    for node in _alter(ref, between or old, world.new[ref], world):
        if node.statement.form in LEAVING:
            node.needs -= {name for name in node.needs if name.part and name.table == ref}  # its key's columns may wait
            # Its keys go with those of the parent, and nothing else references its rows through that one any more.
            parents = {*old.parents} if isinstance(old, Table) else set()
            shed = {each for each in work.shed if world.old[each].stands_in in parents}
            if goes_over(ref, world):
                node.follows |= shed
                node.keeps -= shed
            else:
                node.keeps |= shed  # what it has like them it keeps, or loses by itself
                stays = (part for part in world.old.parts(ref) if part.inherited and part.ref in world.new)
                node.keeps |= {above for part in stays for above in part.depends if above in work.drops}
            node.follows |= {
                key.ref
                for key in work.drops.values()
                if isinstance(key, ForeignKey) and key.target in parents
                if not (key.inherited and key.ref.table == ref)
                if folding.taken.get(key.ref, key.ref).table not in parents
            }
        if node.statement.form == "attach partition":
            node.needs |= {made for made in work.creates if made.kind == "check" and made.table == ref}
            node.awaits |= {*_leaving(ref, world)}  # their rows may be outside its new bounds
        yield node


def _alter(ref: Ref, old: Object, new: Object, world: World) -> Iterator[Node]:
    # What came with a parent's and is now its own is changed when its table has left the parent.
    parents = {ref.table for ref in old.inherited}
    table = world.new.get(ref.table) if parents else None
    leaves = isinstance(table, Table) and not parents <= set(table.parents)
    left = {*new.part_of()} if old.inherited and (leaves or not new.inherited) else set()
    above = {*old.inherited} if left else set()  # it stays until the table leaves
    merged = {above for above in new.inherited if above not in world.old}  # it is made like those before they come
    rows: list[Ref] = []
    held: set[Ref] = set()
    if isinstance(old, Column) and isinstance(new, Column) and (old.type, old.generated) != (new.type, new.generated):
        rows += changed_before(new, world)
        held = {holder.ref for holder in holders(ref.table, world.old)} - {ref}  # they let the rows go before
        rows += held & world.new.keys()
    away: set[Ref] = set()  # the parents that it has left by then
    for statement in DDLS[ref.kind].altered(old, new, world):
        yield Node(
            statement,
            (-1 if statement.repairs else 2, *_key(ref)),  # nothing else is done to what is half detached
            0,
            needs=(resolved((*new.requires(), *rows, *statement.needs, *_signature(new, world)), world.new) | {ref})
            - merged
            - set(statement.without),
            frees=set(statement.frees),
            takes={*statement.takes, *statement.avoids},
            avoids=set(statement.avoids),
            keeps=resolved((*old.requires(), *old.part_of(), *statement.reads), world.old) - {ref} - away - above,
            follows=set(statement.follows) | held - world.new.keys(),
            awaits=left,
            alters=ref,
            verb="alter",
            old=old,
            new=new,
            own=ref,
        )
        if statement.form in LEAVING and isinstance(old, Table):
            away |= {statement.other} if statement.other else {*old.parents}


def _drop(old: Object, work: Work, folding: Folding) -> Iterator[Node]:
    world = work.world
    along = [folding.loose.get(item.ref, item) for item in (old, *folding.along(old.ref))]
    # What is told as part of another whole goes with this one too, if this one goes first.
    taken = (part for part in world.old.parts(old.ref) if part.ref in folding.taken)
    # But nothing of a table that is put aside with its rows and has left then.
    gone = {item.ref for item in along}
    gone |= {part.ref for part in taken if part.stands_in == old.stands_in or not world.leaves_early(part.stands_in)}
    # What came with a parent's cannot go before its table has left the parent; a column goes before the parent's does.
    # What it came from may go before it then or behind it.
    left: set[Ref] = set()
    first: set[Ref] = set()
    if old.inherited:
        above = () if old.kind == "column" else [ref for ref in old.inherited if not work.left(old, ref)]
        left = {*above, *(ref.table for ref in above), *(whole for whole in old.part_of() if whole.kind == "table")}
        # What stays when its parent's goes can go only then.
        first = {ref for ref in old.inherited if ref in work.drops and not work.left(old, ref)}
    # What is taken along may go with any of its wholes: those need not wait for each other. But it goes before what it needs:
    # a foreign key before the key that it references, whichever column takes that one along; an index before another of its
    # columns gets a type that it does not live through.
    # With a parent's column that of an heir gets another type.
    retyped = {above for ref in old.requires() for above in ancestors(ref, world.old) if _retyped(above, work)}
    others = {
        ref
        for item in along[1:]
        for ref in item.requires()
        if ref not in item.part_of() or (ref.kind == "column" and ref in work.alters)
    }
    freed = {
        unmarked(name)
        for item in along
        for ref in (item.ref, *filter(None, [None if item.ref in work.stops else _passing(item.ref, work, folding)]))
        for name in (ref, *evolve(item, ref=ref).names(), *_bounds(item), *_single(item))
    }
    kept = (resolved(old.requires(), world.old) - gone | resolved(others, world.old)) - left - first
    kept |= work.around.get(old.ref, set()) | retyped
    for statement in DDLS[old.ref.kind].drop(old, world):
        leaves = statement.form in LEAVING
        freed -= set(statement.frees)
        yield Node(
            statement,
            (1, *_key(old.ref)),
            0,
            needs=resolved((*statement.needs, *_signature(old, world)), world.new),
            keeps=kept,
            removes=set() if leaves else gone,
            awaits=left,
            follows=first | set(statement.follows),
            frees=set(statement.frees) | (set() if leaves else freed),
            verb="drop",
            old=old,
            own=old.ref,
        )
        if leaves:  # from then on it needs nothing of what is above it
            higher = {*_higher(old, world.old)}
            kept = {ref for ref in kept if higher.isdisjoint((ref, ref.table))}


def _partitions(table: Ref, schema: Schema) -> Iterator[Ref]:
    for part in schema.parts(table):
        if isinstance(part, Table) and table in part.parents:
            yield part.ref
            yield from _partitions(part.ref, schema)


def _leaving(table: Ref, world: World) -> Iterator[Ref]:
    """The partitions of a table that leave it, and those below the ones that stay."""
    for part in world.old.users(table):
        if isinstance(part, Table) and table in part.parents:
            wanted = world.new.get(part.ref)
            if isinstance(wanted, Table) and table not in wanted.parents:
                yield part.ref
            else:
                yield from _leaving(part.ref, world)


def _higher(table: Object | None, schema: Schema) -> Iterator[Ref]:
    """The tables above one, however far."""
    for parent in table.parents if isinstance(table, Table) else ():
        yield parent
        yield from _higher(schema.get(parent), schema)


def _retyped(ref: Ref, work: Work) -> bool:
    return _altered_in(ref, {"type", "collation"}, work)


def _altered_in(ref: Ref, fields: set[str], work: Work) -> bool:
    """Whether a column changes in one of these facts."""
    alter = work.alters.get(ref)
    return ref.kind == "column" and alter is not None and not fields.isdisjoint(alter.fields)


def _create(ref: Ref, new: Object, work: Work, folding: Folding) -> Iterator[Node]:
    world = work.world
    ddl = DDLS[ref.kind]
    inside = ref in folding.folded
    statements = list(ddl.beside(new, world) if inside else folding.statement(new, world))
    if ref in world.copied and isinstance(new, Table):
        statements[1:1] = rows_copied(new, world)
    if new.comment is not None:
        statements.append(ddl.comment(new))
    parts = [] if inside else [folding.bare.get(part.ref, part) for part in (new, *folding.within(ref))]
    made = {part.ref for part in parts}
    retyped = {
        above
        for part in parts
        for name in part.requires()
        for above in ancestors(name, world.new)
        if _retyped(above, work)
    }
    redefined = {  # which would go down to the new table
        above
        for part in parts
        if isinstance(part, Column) and part.default
        for above in ancestors(part.ref, world.new)
        if _altered_in(above, {"default"}, work)
    }
    rows = {ref for part in parts if isinstance(part, Column) for ref in changed_before(part, world)}
    given = {table for part in parts for table in row_sources(part, world)}
    rows |= {part.ref for table in given for part in world.new.parts(table) if isinstance(part, Column)}
    # A column of its own comes when that of a parent's, which it would be one with, has gone.
    gone = {
        part.ref
        for parent in (new.parents if isinstance(new, Table) else ())
        for part in world.old.parts(parent)
        if isinstance(part, Column) and part.ref in work.drops and part.ref not in work.creates
    }
    gone |= {
        part.ref for table in given for part in world.old.parts(table) if isinstance(part, Column)
    } & work.drops.keys()
    if isinstance(new, Column):  # what holds rows of the table lets them go before
        held = {holder.ref for holder in holders(ref.table, world.old)}
        gone |= held & work.drops.keys()
        rows |= held & work.alters.keys()
    targets = {part.target for part in parts if isinstance(part, ForeignKey)}
    # A partition that is referenced by way of the partitioned table cannot be dropped, and leaves only behind a scan.
    gone |= {below for target in targets for below in _partitions(target, world.old) if below in work.drops}
    leaving = {below for target in targets for below in _leaving(target, world)}
    for place, statement in enumerate(statements):
        first = place == 0 and not inside
        needed = {name for part in parts for name in part.requires()} | work.around.get(ref, set()) if first else {ref}
        yield Node(
            statement,
            (3, *_made_in_turn(new)),
            0,
            needs=resolved((*needed, *statement.needs, *retyped, *redefined, *rows, *_signature(new, world)), world.new)
            - set(statement.without)
            - (made if first else set()),
            keeps=resolved(statement.reads, world.old),
            follows=(_followed(parts, work) | gone if first else set()) | set(statement.follows),
            awaits={part.ref for part in world.new.parts(ref) if ref in part.inherited and part.ref in world.old}
            | _partitioned(ref, world)
            | leaving,
            makes=made if first else set(),
            takes={*statement.takes} | (_taken(parts) | _avoided(parts) if first else set()),
            avoids=_avoided(parts) if first else set(),
            verb="create",
            new=folding.bare.get(ref, new),
            own=ref,
        )


def _partitioned(ref: Ref, world: World) -> set[Ref]:
    """The table of a new column or trigger, as long as it is a partition: it has those of its parent alone, or those too."""
    had, wanted = world.old.get(ref.table), world.new.get(ref.table)
    if ref.kind not in ("column", "trigger") or not isinstance(had, Table) or not isinstance(wanted, Table):
        return set()
    above = [wanted.partition_of.parent] if wanted.partition_of else []
    return {ref.table} if had.partition_of and had.partition_of.parent not in above else set()


def _followed(parts: Iterable[Object], work: Work) -> set[Ref]:
    """What objects that are made again stood on before, and what a new foreign key would find: the key that is about to go.

    What was put aside has another name, so nothing new finds it.
    """
    world = work.world
    old = world.old
    before = [old[part.ref] for part in parts if part.ref in old]
    stood_on = resolved((ref for item in before for ref in {*item.requires()} - {*item.inherited}), old)
    found = {
        key.ref
        for part in parts
        if isinstance(part, ForeignKey)
        for key in world.keys_of(old, part.references)
        if key.ref in work.drops
    }
    return (stood_on | found) - {rename.new for rename in work.renames}


def _signature(item: Object, world: World) -> list[Ref]:
    """The types by whose names a statement tells the function that it is about."""
    of = getattr(item, "of", None)
    told = world.new.get(of) if isinstance(of, Ref) and of.kind in SIGNED else None
    return [ref for ref in told.requires() if ref.kind == "type"] if told else []


def resolved(refs: Iterable[Ref], schema: Schema) -> set[Ref]:
    """Refs to objects, also where only the name of a type or relation was known, or what brings it."""
    found: set[Ref] = set()
    for ref in refs:
        item = schema.find(ref)
        if item is None and ref.kind in BROUGHT and ref.schema != "pg_catalog":
            found |= {extension.ref for extension in schema.of(Extension) if extension.target == ref.schema}
        found.add(item.ref if item else ref)
    return found
