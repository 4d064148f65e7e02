"""From two states to the statements that lead from one to the other."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from attrs import evolve, frozen

from mizzle.compiler.bounds import default_of
from mizzle.compiler.effects import annotated, lasting
from mizzle.compiler.expand import expand
from mizzle.compiler.expanding import expands
from mizzle.compiler.fold import ORDER, fold
from mizzle.compiler.graph import resolved, tie
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.nodes import nodes_of
from mizzle.compiler.online import below, gentle
from mizzle.compiler.order import LATE, Circle, Node, ordered
from mizzle.compiler.statement import Act, Probe, Statement
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.change import Alter, Change, Create
from mizzle.model.consent import Consent
from mizzle.model.errors import DependencyCycle, UnsupportedChange
from mizzle.model.object import Object
from mizzle.model.place import at
from mizzle.model.ref import CALLED, Ref
from mizzle.model.rename import swap_name, unmarked, waits
from mizzle.model.schema import Schema
from mizzle.model.table import Table

SPREAD = {"index", "primary_key", "unique", "foreign_key"}  # whose steps go from one partition to the next
RETYPES = {"type", "collation", "generated"}  # of a column: what an old index may not live through


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
    """The work and its statements; what has a name that is needed earlier than it can go is put aside.

    And what goes over from one whole to another lets go of the first before.
    """
    aside: list[Ref] = []
    free: dict[Ref, Object] = {}
    while True:
        try:
            return _planned(
                changes, world, aside=tuple(aside), free=free, in_place=in_place, online=online, replace=replace
            )
        except Circle as circle:
            holders = dict.fromkeys(holder for node, name in circle.held for holder in _holding(node, name, world))
            fresh = [ref for ref in holders if ref not in aside]
            apart = {node.own: bare for node in circle.nodes if node.own and (bare := _apart(node, free))}
            if fresh:
                aside.append(min(fresh, key=lambda ref: -ORDER[ref.kind]))  # an index rather than a table
            elif apart:
                free |= apart
            else:
                raise


def _apart(node: Node, free: Mapping[Ref, Object]) -> Object | None:
    """What a statement changes as it is without its whole, where it can be without."""
    if node.verb != "alter" or node.own is None or node.own in free:
        return None
    return DDLS[node.own.kind].apart(node.old, node.new)


def _holding(node: Node, name: Ref, world: World) -> Iterator[Ref]:
    """What has a name that a statement frees: by its new ref where it is renamed, else by its ref in the old state."""
    if node.verb == "rename":
        if node.moves and node.moves in world.old:
            yield node.moves
        return
    for ref in sorted(node.removes) if node.removes else [node.own]:
        item = world.old.get(ref) or _put_aside(ref, world.old) if ref else None
        if item is None:
            continue
        live = evolve(item, ref=world.before.get(item.ref, item.ref))  # it may go without its rename
        if name in map(unmarked, (item.ref, *item.names(), live.ref, *live.names())):
            yield item.ref


def _put_aside(ref: Ref, schema: Schema) -> Object | None:
    """The object that is called so since it, or its table, was put aside."""
    same = (item for item in schema.values() if item.ref._replace(name=ref.name) == ref) if waits(ref.name) else ()
    return next((item for item in same if swap_name(item.ref.name) == ref.name), None)


def _planned(
    changes: list[Change],
    world: World,
    *,
    aside: tuple[Ref, ...] = (),
    free: Mapping[Ref, Object] = MappingProxyType({}),
    in_place: bool,
    online: bool,
    replace: bool,
) -> tuple[Work, tuple[Statement, ...]]:
    work = expand(changes, world, in_place=in_place, aside=aside)
    work.released |= free
    folding = fold(work)
    replaced = _replaced(work) if replace else {}
    nodes = [node for change, made in enumerate(nodes_of(work, folding, replaced)) for node in _numbered(made, change)]
    away = any(change.new.kind == "table" and waits(change.new.name) for change in work.renames)
    for node in nodes if away else ():
        if node.statement.usable_after_commit:  # no transaction ends while a table is away
            node.key = (-1, *node.key[1:])
    if online:
        _by_steps(nodes, work, aside=away)
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
    for ref in (work.drops.keys() & work.creates.keys()) - work.becoming.keys():
        old, new = work.drops[ref], work.creates[ref]
        stood_on = resolved((*old.requires(), *new.requires()), work.world.old)
        retyped = any(ref in work.alters and not RETYPES.isdisjoint(work.alters[ref].fields) for ref in stood_on)
        if stood_on.isdisjoint(work.drops) and not work.around.get(ref) and not retyped:
            steps = DDLS[ref.kind].succession(old, new, work.world)
            if steps:
                found[ref] = steps
    return found


def _by_steps(nodes: Iterable[Node], work: Work, *, aside: bool) -> None:
    """Leave what blocks, and its steps, to those objects alone whose table is there before and may have rows.

    aside  whether a table is put aside meanwhile
    """
    for node in nodes:
        statement = node.statement
        if not (statement.online or statement.unable or statement.repairs or lasting(statement, work.world)):
            continue
        table = _held_up(node, work.world)
        if table is None or work.world.is_new(table) or table in work.creates or _rowless(table, work.world):
            node.statement = evolve(statement, online=(), unable="")
            continue
        if statement.online and _receives(table, work.world):
            node.statement = evolve(
                statement, online=(), unable=f"{table} becomes a partition together with rows that are copied"
            )
            continue
        node.statement = evolve(statement, alone=True)
        if expands(statement) or (aside and statement.online):
            again = [-1] if node.verb == "create" and node.own in work.drops else []  # soon, for it is missed
            node.key = (LATE, *again, *node.key[1:])  # nothing else is left half done meanwhile
        if statement.removes and not node.makes:
            # What is left over goes first, for its name is used again; what served goes last, when another serves.
            node.key = (-1 if statement.repairs else 4, *node.key[1:])
            if statement.repairs:  # it waits for no other action of its table
                node.statement = evolve(node.statement, sql=statement.text, head="")
        if statement.online and node.own and node.own.kind in SPREAD:
            node.needs |= set(below(table, work.world.new)) - {table}


def _receives(table: Ref, world: World) -> bool:
    """Whether a table that is there comes below one to which rows are copied."""
    item = world.new.get(table)
    parent = item.partition_of.parent if isinstance(item, Table) and item.partition_of else None
    return parent is not None and (parent in world.copied or _receives(parent, world))


def _held_up(node: Node, world: World) -> Ref | None:
    """The table that the statement would keep others waiting for: a partition that comes is empty, the default one beside it is not."""
    if node.statement.form == "copy rows":
        return node.statement.other
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
                    frozenset() if node.verb == "drop" and not form.startswith("drop ") else frozenset(node.removes),
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
    for ref, old in sorted(work.drops.items(), key=tie):
        whole = work.whole(old)
        home = whole and (whole.table if whole.part else whole)
        stays = home is not None and work.outlived(home)  # by its name: what goes with the old form alone goes for good
        if work.outlived(ref) or (whole and not stays):
            continue
        if stays and (old.kind == "column" or (old.kind == "table" and home in work.world.copied.values())):
            continue  # rows are kept, and what happens to columns is asked with them
        known = work.known(ref)
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
