"""From two states to the statements that lead from one to the other."""

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from mizzle.compiler.effects import annotated
from mizzle.compiler.expand import Work, expand
from mizzle.compiler.fold import Folding, fold
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.order import Node, ordered
from mizzle.compiler.statement import Act, Probe, Statement
from mizzle.compiler.world import World
from mizzle.model.change import Alter, Change, Create
from mizzle.model.consent import Consent
from mizzle.model.errors import DependencyCycle, UnsupportedChange
from mizzle.model.extension import Extension
from mizzle.model.object import Object
from mizzle.model.ref import SIGNED, Ref
from mizzle.model.rename import MARK
from mizzle.model.schema import Schema

BROUGHT = ("type", "opclass", "operator", "collation")  # what an extension brings without being asked by name
ORDER = {kind: place for place, kind in enumerate(DDLS)}


@frozen
class Plan:
    """Statements in order, and what is asked before the first of them.

    casualties  what a dropped object takes along, by the consent that covers it
    """

    statements: tuple[Statement, ...] = ()
    consents: tuple[Consent, ...] = ()
    probes: tuple[Probe, ...] = ()
    casualties: tuple[tuple[Consent, tuple[Ref, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.statements)


def plan(changes: Iterable[Change], world: World) -> Plan:
    """The smallest plan that carries the changes out.

    Raises UnsupportedChange for a difference that no rule carries out or that the server is too old for,
    DependencyCycle for statements that wait for each other.
    """
    changes = list(changes)
    _possible(changes, world.facts.major)
    try:
        work, statements = _planned(changes, world, in_place=True)
    except DependencyCycle:
        work, statements = _planned(changes, world, in_place=False)
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
    )


def _possible(changes: Iterable[Change], major: int) -> None:
    """Stop at what the server is too old for."""
    for change in changes:
        if isinstance(change, Create | Alter):
            for version, fact in change.new.since():
                if version > major:
                    place = f"{change.new.origin}: " if change.new.origin else ""
                    raise UnsupportedChange(
                        f"{place}{fact} of {change.new.ref.kind} {change.new.ref} needs PostgreSQL {version}; "
                        f"this server is {major}"
                    )


def _planned(changes: list[Change], world: World, *, in_place: bool) -> tuple[Work, tuple[Statement, ...]]:
    work = expand(changes, world, in_place=in_place)
    folding = fold(work)
    nodes = [node for change, made in enumerate(_changes(work, folding)) for node in _numbered(made, change)]
    gone: dict[tuple[str, str], list[Ref]] = {}
    for ref in work.drops:
        if ref.kind in SIGNED:
            gone.setdefault((ref.schema, ref.own), []).append(ref)
    for node in nodes if gone else ():
        # A call may mean another function while one of the same name that is about to go is still there.
        node.follows |= {
            old
            for ref in node.needs
            if ref.kind in SIGNED and ref != node.own
            for old in gone.get((ref.schema, ref.own), ())
        }
    losses = (consent for consent, _ in _dropped(work))
    return work, tuple(annotated(_explained(ordered(nodes)), work.world, losses))


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
        node.statement = evolve(node.statement, about=node.own, form=form, acts=acts)
        node.key = (*node.key, place)
        yield node


def _explained(statements: Iterable[Statement]) -> Iterator[Statement]:
    for statement in statements:
        yield statement if statement.head == "" else evolve(statement, sql=statement.text, head="")


def _dropped(work: Work) -> Iterator[tuple[Consent, tuple[Ref, ...]]]:
    """The consents that drops for good need, with what each takes along."""
    for ref, old in sorted(work.drops.items(), key=_tie):
        if work.whole(old) or any(rename.new == ref for rename in work.renames):  # put aside: the new one is there
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
            yield evolve(consent, ref=_unmarked(named)), tuple(parts) if ref.kind == "column" else ()


def _unmarked(ref: Ref) -> Ref:
    return Ref(ref.kind, ref.schema, ref.name.replace(MARK, ""), ref.part.replace(MARK, ""))


def _tie(pair: tuple[Ref, Object]) -> tuple[object, ...]:
    return _key(pair[0])


def _key(ref: Ref) -> tuple[object, ...]:
    return (ORDER[ref.kind], ref.schema, ref.name, ref.part)


def _changes(work: Work, folding: Folding) -> Iterator[list[Node]]:
    """The nodes of each change, in the order of the refs: what is told first where nothing decides."""
    world = work.world
    for change in sorted(work.renames, key=lambda rename: _key(rename.new)):
        if _passing(change.new, work, folding):
            continue
        yield list(_rename(change.old, change.new, world))
    for ref in sorted({*work.alters, *work.released}, key=_key):
        yield list(_altered(ref, work))
    for ref, bare in sorted(folding.bare.items(), key=_tie):
        yield list(_alter(ref, bare, world.new[ref], world))
    for ref, bare in sorted(folding.loose.items(), key=_tie):
        yield list(_alter(ref, world.old[ref], bare, world))
    for ref, old in sorted(work.drops.items(), key=_tie):
        if ref not in folding.taken:
            yield list(_drop(old, work, folding))
    for ref, new in sorted(work.creates.items(), key=_tie):
        yield list(_create(ref, new, work, folding))


def _passing(new: Ref, work: Work, folding: Folding) -> bool:
    """Whether what is renamed goes along with something and is made again, so that its old name never matters."""
    return new in folding.taken and new in work.creates and new in work.world.before


def _rename(old: Ref, new: Ref, world: World) -> Iterator[Node]:
    for statement in DDLS[new.kind].rename(old, new, world):
        yield Node(
            statement,
            (0, *_key(new)),
            0,
            needs=_resolved(statement.needs, world.old)
            | ({Ref("namespace", "", new.schema)} if new.schema and not new.part else set()),
            takes=_occupied(world.old.get(new), new),
            frees=_occupied(world.old.get(new), old),
            moves=new,
            verb="rename",
            old=world.old.get(new) or world.old.get(old),
            own=new,
        )


def _occupied(item: Object | None, ref: Ref) -> set[Ref]:
    """The names that an object occupies when it is called so."""
    return {ref, *(evolve(item, ref=ref).names() if item else ())}


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
    for statement in DDLS[ref.kind].altered(old, new, world):
        yield Node(
            statement,
            (2, *_key(ref)),
            0,
            needs=(_resolved(new.requires(), world.new) | set(statement.needs) | {ref}) - set(statement.without),
            frees=set(statement.frees),
            keeps=_resolved((*old.requires(), *old.part_of()), world.old) - {ref},
            follows=set(statement.follows),
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
    # What came with a parent's cannot go before its table has left the parent.
    left = {*old.inherited, *old.part_of()} if old.inherited and old.kind != "column" else set()
    for statement in DDLS[old.ref.kind].drop(old, world):
        yield Node(
            statement,
            (1, *_key(old.ref)),
            0,
            needs=set(statement.needs),
            # What is taken along may go with any of its wholes: those need not wait for each other.
            keeps=_resolved(
                (*old.requires(), *(ref for item in along[1:] for ref in {*item.requires()} - {*item.part_of()})),
                world.old,
            )
            - gone
            - left
            | work.around.get(old.ref, set()),
            removes=gone,
            awaits=left,
            frees={
                _unmarked(name)
                for item in along
                for ref in (item.ref, *([world.before[item.ref]] if _passing(item.ref, work, folding) else []))
                for name in (ref, *evolve(item, ref=ref).names())
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
            needs=(_resolved(needed, world.new) | set(statement.needs))
            - set(statement.without)
            - (made if first else set()),
            follows=(_followed(parts, work) if first else set()) | set(statement.follows),
            makes=made if first else set(),
            takes={name for part in parts for name in (part.ref, *part.names())} if first else set(),
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
    stood_on = _resolved((ref for item in before for ref in item.requires()), old)
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
