"""From two states to the statements that lead from one to the other."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from mizzle.compiler.bounds import default_of
from mizzle.compiler.effects import annotated, lasting
from mizzle.compiler.expand import Work, expand
from mizzle.compiler.expanding import carried, expands
from mizzle.compiler.fold import Folding, fold
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.online import below, gentle
from mizzle.compiler.order import NameCircle, Node, ordered
from mizzle.compiler.statement import Act, Probe, Statement
from mizzle.compiler.world import World
from mizzle.model.change import Alter, Change, Create
from mizzle.model.consent import Consent
from mizzle.model.errors import DependencyCycle, UnsupportedChange
from mizzle.model.extension import Extension
from mizzle.model.object import Object
from mizzle.model.place import at
from mizzle.model.ref import CALLED, Ref
from mizzle.model.rename import unmarked
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table

BROUGHT = ("type", "opclass", "operator", "collation")  # what an extension brings without being asked by name
RETYPES = {"type", "collation", "generated"}  # of a column: what an old index may not live through
ORDER = {kind: place for place, kind in enumerate(DDLS)}


@frozen
class Plan:
    """Statements in order, and what is asked before the first of them.

    casualties  what a dropped object takes along, by the consent that covers it
    blocking    what has no way that blocks nobody: the reason, by the consent that lets it run all the same
    """

    statements: tuple[Statement, ...] = ()
    consents: tuple[Consent, ...] = ()
    probes: tuple[Probe, ...] = ()
    casualties: tuple[tuple[Consent, tuple[Ref, ...]], ...] = ()
    blocking: tuple[tuple[Consent, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.statements)


def plan(changes: Iterable[Change], world: World, *, online: bool = False) -> Plan:
    """The smallest plan that carries the changes out.

    online  whether it must hold no lock that others wait for longer than a moment (compiler/online.py)

    Raises UnsupportedChange for a difference that no rule carries out or that the server is too old for,
    DependencyCycle for statements that wait for each other.
    """
    changes = list(changes)
    _possible(changes, world.facts.major)
    ways = [(True, True), (True, False), (False, False)] if online else [(True, False), (False, False)]
    # What has a name that is needed earlier than it can go is put aside only where nothing else helps.
    for make, in_place, replace in [(make, *way) for make in (_planned, _freed) for way in ways]:
        try:
            work, statements = make(changes, world, in_place=in_place, online=online, replace=replace)
            break
        except DependencyCycle:
            if (make, in_place, replace) == (_freed, *ways[-1]):
                raise
    dropped = list(_dropped(work))
    asked = [
        *(consent for consent, _ in dropped),
        *(consent for item in (*work.losses, *statements) for consent in item.consents),
    ]
    return Plan(
        statements,
        tuple(dict.fromkeys(asked)),
        tuple(dict.fromkeys(probe for item in (*work.losses, *statements) for probe in item.probes)),
        tuple((consent, parts) for consent, parts in dropped if parts),
        tuple(_blocking(statements)) if online else (),
    )


def _blocking(statements: Iterable[Statement]) -> Iterator[tuple[Consent, str]]:
    """What blocks, by what is known of each statement, and why there is no other way; some kinds know of no more than that."""
    for statement in statements:
        if statement.about is None:
            continue
        told = "; ".join(map(statement.told_long, statement.long))
        if told and all(act.form == "create column" and not statement.rewrites for act in statement.acts):
            continue  # NOT NULL without a default, which is refused where there are rows
        if told or statement.unable:
            sign = "; " if statement.unable.startswith("--") else ": "
            yield Consent("block", statement.about), sign.join(part for part in (told, statement.unable) if part)


def _possible(changes: Iterable[Change], major: int) -> None:
    """Stop at what the server is too old for."""
    for change in changes:
        if isinstance(change, Create | Alter):
            for version, fact in change.new.since():
                if version > major:
                    raise UnsupportedChange(
                        f"{at(change.new.origin)}{fact} of {change.new.ref.kind} {change.new.ref} needs PostgreSQL {version}; "
                        f"this server is {major}"
                    )


def _freed(
    changes: list[Change], world: World, *, in_place: bool, online: bool, replace: bool
) -> tuple[Work, tuple[Statement, ...]]:
    """The work and its statements; what has a name that is needed earlier than it can go is put aside."""
    aside: list[Ref] = []
    while True:
        try:
            return _planned(changes, world, aside=tuple(aside), in_place=in_place, online=online, replace=replace)
        except NameCircle as circle:
            holders = dict.fromkeys(holder for node, name in circle.held for holder in _holding(node, name, world))
            fresh = [ref for ref in holders if ref not in aside]
            if not fresh:
                raise
            aside.append(min(fresh, key=lambda ref: -ORDER[ref.kind]))  # an index rather than a table


def _holding(node: Node, name: Ref, world: World) -> Iterator[Ref]:
    """What has a name that a statement frees: by its new ref where it is renamed, else by its ref in the old state."""
    if node.verb == "rename":
        if node.moves and node.moves in world.old:
            yield node.moves
        return
    for ref in sorted(node.removes) if node.removes else [node.own]:
        item = world.old.get(ref) if ref else None
        if item and name in map(unmarked, (item.ref, *item.names())):
            yield item.ref


def _planned(
    changes: list[Change], world: World, *, aside: tuple[Ref, ...] = (), in_place: bool, online: bool, replace: bool
) -> tuple[Work, tuple[Statement, ...]]:
    work = expand(changes, world, in_place=in_place, aside=aside)
    folding = fold(work)
    replaced = _replaced(work) if replace else {}
    nodes = [node for change, made in enumerate(_changes(work, folding, replaced)) for node in _numbered(made, change)]
    if online:
        _by_steps(nodes, work)
    gone: dict[tuple[str, str], list[Ref]] = {}
    for ref in work.drops:
        if ref.kind in CALLED:
            gone.setdefault((ref.schema, ref.own), []).append(ref)
    for node in nodes if gone else ():
        # A call may mean another function while one of the same name that is about to go is still there.
        node.follows |= {
            old
            for ref in node.needs
            if ref.kind in CALLED and ref != node.own
            for old in gone.get((ref.schema, ref.own), ())
        }
    statements = ordered(nodes)
    losses = (consent for consent, _ in _dropped(work))
    told = _explained(gentle(statements) if online else statements)
    return work, tuple(annotated(told, work.world, losses))


def _replaced(work: Work) -> dict[Ref, tuple[Statement, ...]]:
    """The indexes and keys that are made anew, with the steps by which the new one takes the old one's place.

    What they stand on has to stay as it is meanwhile: it is no way where a column is made anew or gets another type.
    """
    found = {}
    for ref in work.drops.keys() & work.creates.keys():
        old, new = work.drops[ref], work.creates[ref]
        stood_on = _resolved((*old.requires(), *new.requires()), work.world.old)
        retyped = any(ref in work.alters and not RETYPES.isdisjoint(work.alters[ref].fields) for ref in stood_on)
        if stood_on.isdisjoint(work.drops) and not work.around.get(ref) and not retyped:
            steps = DDLS[ref.kind].succession(old, new, work.world)
            if steps:
                found[ref] = steps
    return found


def _by_steps(nodes: Iterable[Node], work: Work) -> None:
    """Leave what blocks, and its steps, to those objects alone whose table is there before and may have rows."""
    for node in nodes:
        statement = node.statement
        if not (statement.online or statement.unable or statement.repairs or lasting(statement, work.world)):
            continue
        table = _held_up(node, work.world)
        if table is None or work.world.is_new(table) or table in work.creates or _rowless(table, work.world):
            node.statement = evolve(statement, online=(), unable="")
            continue
        node.statement = evolve(statement, alone=True)
        if expands(statement):
            node.key = (3.5, *node.key[1:])  # nothing else is left half done meanwhile
        if statement.removes and not node.makes:
            # What is left over goes first, for its name is used again; what served goes last, when another serves.
            node.key = (-1 if statement.repairs else 4, *node.key[1:])
        if statement.online and not _partition(node):
            node.needs |= set(below(table, work.world.new)) - {table}


def _held_up(node: Node, world: World) -> Ref | None:
    """The table that the statement would keep others waiting for: a partition that comes is empty, the default one beside it is not."""
    if isinstance(node.new, Table) and node.new.partition_of and _partition(node):
        default = default_of(node.new, world)
        return node.new.partition_of.parent if default is None or world.is_new(default) else default
    return None if node.verb == "create" and isinstance(node.new, Table) else _stands_in(node.own, world)


def _partition(node: Node) -> bool:
    """Whether the statement makes a partition."""
    return node.verb == "create" and isinstance(node.new, Table) and node.new.partition_of is not None


def _stands_in(ref: Ref | None, world: World) -> Ref | None:
    """The table that an object stands in, or is."""
    if ref is None:
        return None
    item = world.new.get(ref) or world.old.get(ref)
    found: Ref | None = getattr(item, "table", None)
    return found or (ref.table if ref.part else ref)


def _rowless(table: Ref, world: World) -> bool:
    """Whether its rows are elsewhere, on a foreign server."""
    return bool(getattr(world.old.get(table), "server", None))


def _numbered(nodes: Iterable[Node], change: int) -> Iterator[Node]:
    for place, node in enumerate(nodes):
        node.change = change
        form = node.statement.form or f"{node.verb} {node.own.kind.replace('_', ' ')}" if node.own else ""
        acts = (
            (
                Act(
                    form,
                    node.own,
                    node.statement.other,
                    node.old,
                    node.new,
                    frozenset(node.makes),
                    frozenset(node.removes),
                ),
            )
            if node.own
            else ()
        )
        node.statement = evolve(node.statement, about=node.own, form=form, acts=acts, removes=node.own in node.removes)
        node.key = (*node.key, place)
        yield node


def _explained(statements: Iterable[Statement]) -> Iterator[Statement]:
    for statement in statements:
        yield statement if statement.head == "" else evolve(statement, sql=statement.text, head="")


def _dropped(work: Work) -> Iterator[tuple[Consent, tuple[Ref, ...]]]:
    """The consents that drops for good need, with what each takes along."""
    for ref, old in sorted(work.drops.items(), key=_tie):
        if work.whole(old):
            continue
        known = work.called.get(ref, ref)
        again = known in work.creates
        if again and not DDLS[ref.kind].irreplaceable:
            continue
        parts = sorted(
            part.ref
            for part in work.world.old.parts(ref)
            if part.ref in work.drops and part.ref not in work.creates and part.ref.kind != "column"
        )
        for consent in DDLS[ref.kind].consents(old, work.world):
            named = known if consent.ref == ref else consent.ref
            yield evolve(consent, ref=unmarked(named)), tuple(parts) if ref.kind == "column" else ()


def _tie(pair: tuple[Ref, Object]) -> tuple[object, ...]:
    return _key(pair[0])


def _key(ref: Ref) -> tuple[object, ...]:
    return (ORDER[ref.kind], ref.schema, ref.name, ref.part)


def _changes(work: Work, folding: Folding, replaced: Mapping[Ref, tuple[Statement, ...]]) -> Iterator[list[Node]]:
    """The nodes of each change, in the order of the refs: what is told first where nothing decides."""
    world = work.world
    taken = _taken_over(work)
    for change in sorted(work.renames, key=lambda rename: _key(rename.new)):
        if _passing(change.new, work, folding):
            continue
        stop = work.stops.get(change.new)
        if stop:
            yield [*_rename(change.old, stop, world, change.new), *_rename(stop, change.new, world)]
        else:
            yield list(_rename(change.old, change.new, world))
    for ref in sorted({*work.alters, *work.released}, key=_key):
        made = list(_altered(ref, work))
        for user in sorted(user for user, column in taken.items() if column == ref):
            _take_along(made[0], user, work, folding)
        yield made
    for ref, bare in sorted(folding.bare.items(), key=_tie):
        yield list(_alter(ref, bare, world.new[ref], world))
    for ref, bare in sorted(folding.loose.items(), key=_tie):
        yield list(_alter(ref, world.old[ref], bare, world))
    for ref, old in sorted(work.drops.items(), key=_tie):
        if ref not in folding.taken and ref not in replaced and ref not in taken:
            yield list(_drop(old, work, folding))
    for ref, new in sorted(work.creates.items(), key=_tie):
        if ref in taken:
            continue
        made = list(_create(ref, new, work, folding))
        if ref in replaced:
            _take_the_place(made[0], list(_drop(work.drops[ref], work, folding)), replaced[ref])
        yield made


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


def _passing(new: Ref, work: Work, folding: Folding) -> bool:
    """Whether what is renamed goes along with something and is made again, so that its old name never matters."""
    return new in folding.taken and new in work.creates and new in work.world.before


def _rename(old: Ref, new: Ref, world: World, end: Ref | None = None) -> Iterator[Node]:
    """One step of a rename; `end` is what the object is called when all of them are done."""
    item = world.old.get(end or new) or world.old.get(old)
    hidden = item is None and new.kind == "sequence"  # of an identity
    if hidden:
        item = Sequence(ref=new)
    along = world.old.parts(end or new) if old.schema != new.schema and not new.part else ()
    moving = {ref for part in along for ref in (part.ref, *part.names()) if ref.schema == new.schema and not ref.part}
    carried = {part.ref for part in along if not part.ref.part}
    before, after = _occupied(item, old), _occupied(item, new)  # what it has all along is neither freed nor taken
    for statement in DDLS[new.kind].rename(old, new, world):
        yield Node(
            evolve(statement, form="rename identity sequence") if hidden else statement,
            (0, *_key(new)),
            0,
            needs=_resolved(statement.needs, world.old)
            | ({Ref("namespace", "", new.schema)} if new.schema and not new.part else set()),
            takes=set() if hidden else after - before | moving,
            frees=before - after | {ref._replace(schema=old.schema) for ref in moving},
            moves=new,
            carries=carried,
            verb="rename",
            old=item,
            own=end or new,
        )


def _occupied(item: Object | None, ref: Ref) -> set[Ref]:
    """The names that an object occupies when it is called so."""
    return {ref, *(evolve(item, ref=ref).names() if item else ())}


def _taken(parts: Iterable[Object]) -> set[Ref]:
    """The names that must be free before the parts are made."""
    return {name for part in parts for name in (part.ref, *part.names(), *_bounds(part))}


def _avoided(parts: Iterable[Object]) -> set[Ref]:
    """The names that must be free when the parts are made, and that something may have afterwards."""
    return {name for part in parts for name in part.avoids()}


def _bounds(item: Object) -> tuple[Ref, ...]:
    return item.bounds() if isinstance(item, Table) else ()


def _altered(ref: Ref, work: Work) -> Iterator[Node]:
    world = work.world
    old = work.alters[ref].old if ref in work.alters else world.old[ref]
    between = work.released.get(ref)
    if between is not None:
        for node in _alter(ref, old, between, world):
            node.needs = {ref}  # letting go needs nothing new
            yield node
    yield from _alter(ref, between or old, world.new[ref], world)


def _alter(ref: Ref, old: Object, new: Object, world: World) -> Iterator[Node]:
    # What came with a parent's and is now its own is changed when its table has left the parent.
    above = {ref.table for ref in old.inherited}
    table = world.new.get(ref.table) if above else None
    leaves = isinstance(table, Table) and not above <= set(table.parents)
    left = {*new.part_of()} if old.inherited and (leaves or not new.inherited) else set()
    merged = {above for above in new.inherited if above not in world.old}  # it is made like those before they come
    for statement in DDLS[ref.kind].altered(old, new, world):
        yield Node(
            statement,
            (-1 if statement.repairs else 2, *_key(ref)),  # nothing else is done to what is half detached
            0,
            needs=(_resolved((*new.requires(), *statement.needs), world.new) | {ref}) - merged - set(statement.without),
            frees=set(statement.frees),
            takes=set(statement.takes),
            keeps=_resolved((*old.requires(), *old.part_of(), *statement.reads), world.old) - {ref},
            follows=set(statement.follows),
            awaits=left,
            alters=ref,
            verb="alter",
            old=old,
            new=new,
            own=ref,
        )


def _drop(old: Object, work: Work, folding: Folding) -> Iterator[Node]:
    world = work.world
    along = [folding.loose.get(item.ref, item) for item in (old, *folding.along(old.ref))]
    # What is told as part of another whole goes with this one too, if this one goes first.
    gone = {item.ref for item in along} | {part.ref for part in world.old.parts(old.ref) if part.ref in folding.taken}
    # What came with a parent's cannot go before its table has left the parent; a column goes before the parent's does.
    # What it came from may go before it then or behind it.
    left: set[Ref] = set()
    first: set[Ref] = set()
    if old.inherited:
        above = () if old.kind == "column" else old.inherited
        left = {*above, *(ref.table for ref in above), *(whole for whole in old.part_of() if whole.kind == "table")}
        # What stays when its parent's goes can go only then.
        first = {ref for ref in old.inherited if ref in work.drops and not work.left(old.ref.table, ref)}
    # What is taken along may go with any of its wholes: those need not wait for each other. But it goes before what it needs:
    # a foreign key before the key that it references, whichever column takes that one along.
    others = {ref for item in along[1:] for ref in {*item.requires()} - {*item.part_of()}}
    for statement in DDLS[old.ref.kind].drop(old, world):
        yield Node(
            statement,
            (1, *_key(old.ref)),
            0,
            needs=_resolved(statement.needs, world.new),
            keeps=(_resolved(old.requires(), world.old) - gone | _resolved(others, world.old)) - left - first
            | work.around.get(old.ref, set()),
            removes=gone,
            awaits=left,
            follows=first | set(statement.follows),
            frees={
                unmarked(name)
                for item in along
                for ref in (item.ref, *([world.before[item.ref]] if _passing(item.ref, work, folding) else []))
                for name in (ref, *evolve(item, ref=ref).names(), *_bounds(item))
            },
            verb="drop",
            old=old,
            own=old.ref,
        )


def _create(ref: Ref, new: Object, work: Work, folding: Folding) -> Iterator[Node]:
    world = work.world
    ddl = DDLS[ref.kind]
    inside = ref in folding.folded
    statements = list(ddl.beside(new, world) if inside else folding.statement(new, world))
    if new.comment is not None:
        statements.append(ddl.comment(new))
    parts = [] if inside else [folding.bare.get(part.ref, part) for part in (new, *folding.inside(ref))]
    made = {part.ref for part in parts}
    for place, statement in enumerate(statements):
        first = place == 0 and not inside
        needed = {name for part in parts for name in part.requires()} | work.around.get(ref, set()) if first else {ref}
        yield Node(
            statement,
            (3, *_key(ref)),
            0,
            needs=_resolved((*needed, *statement.needs), world.new)
            - set(statement.without)
            - (made if first else set()),
            follows=(_followed(parts, work) if first else set()) | set(statement.follows),
            awaits={part.ref for part in world.new.parts(ref) if ref in part.inherited and part.ref in world.old},
            makes=made if first else set(),
            takes=_taken(parts) | _avoided(parts) if first else set(),
            avoids=_avoided(parts) if first else set(),
            verb="create",
            new=folding.bare.get(ref, new),
            own=ref,
        )


def _followed(parts: Iterable[Object], work: Work) -> set[Ref]:
    """What objects that are made again stood on before: a foreign key must not find the key that is about to go.

    What was put aside has another name, so nothing new finds it.
    """
    old = work.world.old
    before = [old[part.ref] for part in parts if part.ref in old]
    stood_on = _resolved((ref for item in before for ref in {*item.requires()} - {*item.inherited}), old)
    return stood_on - {rename.new for rename in work.renames}


def _resolved(refs: Iterable[Ref], schema: Schema) -> set[Ref]:
    """Refs to objects, also where only the name of a type or relation was known, or what brings it."""
    found: set[Ref] = set()
    for ref in refs:
        item = schema.find(ref)
        if item is None and ref.kind in BROUGHT and ref.schema != "pg_catalog":
            found |= {extension.ref for extension in schema.of(Extension) if extension.target == ref.schema}
        found.add(item.ref if item else ref)
    return found
