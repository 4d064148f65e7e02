"""Wanted + live → plan: renames, the server's spelling, comparison, order. All that is asked of a server is spelling."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import Factory, evolve, frozen

from mizzle.answers import Answers
from mizzle.apart import Apart
from mizzle.authored import resolved
from mizzle.carried import carry_texts, places_before, steps
from mizzle.compiler.expanding import unfinished
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.names import text
from mizzle.compiler.plan import Plan, plan
from mizzle.compiler.references import check_references
from mizzle.compiler.world import World
from mizzle.connection import Connection
from mizzle.errors import UnansweredRename
from mizzle.introspect.compare import (
    asked_below,
    compare,
    in_the_way,
    named_alike,
    named_when_left,
    own,
    proven_below,
    with_checks,
    with_references,
)
from mizzle.introspect.renames import (
    adopted,
    along,
    answered,
    answered_inside,
    brought,
    counting,
    harmless,
    kept_there,
    questions,
    said,
    staying,
)
from mizzle.introspect.taking import taken_over, with_taken
from mizzle.model.change import Change, Drop, Rename
from mizzle.model.column import Column, hidden_name
from mizzle.model.expr import Expr
from mizzle.model.facts import Facts
from mizzle.model.names import plain
from mizzle.model.object import Object, rewritten
from mizzle.model.ref import Ref
from mizzle.model.rename import carry, mover
from mizzle.model.schema import Schema
from mizzle.spell import settle
from mizzle.volatile import volatile


@frozen
class Draft:
    """A plan with the states that it lies between, and the server that it is for.

    renames  ref in the first state → ref in the second
    """

    plan: Plan
    old: Schema
    new: Schema
    remarks: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    facts: Facts = Facts()
    renames: Mapping[Ref, Ref] = Factory(dict)


def names_before(planned: Draft) -> dict[Ref, Ref]:
    """The names that the server knows what is renamed by."""
    return {change.new: change.old for change in planned.changes if isinstance(change, Rename)}


def draft(
    old: Schema,
    new: Schema,
    *,
    facts: Facts,
    connection: Connection | None,
    answers: Answers | None = None,
    declared: bool = True,
    online: bool = False,
    renames: Mapping[Ref, Ref] | None = None,
    apart: Apart | None = None,
) -> Draft:
    """The plan from one schema to the other.

    connection  a server of FROM's version that spells expressions; without one texts are compared as they stand
    declared    whether the new side is a declaration, whose chosen names fit live objects of other names
    online      whether it must hold no lock that others wait for longer than a moment
    renames     those that are known beforehand: ref now → ref then
    apart       a place beside FROM where copies are made, if one is kept for many plans

    Raises UnansweredRename for a drop and an add that look like a rename and have no answer.
    """
    answers = answers or Answers()
    if declared:
        new = resolved(new)
    found = answered(old, new, answers.renames) if answers.renames else {}
    new, inside = answered_inside(old, new, answers.renames, found)
    unused = [f"--rename {text}:{name} matches nothing" for text, name in missed({*map(str, found), *inside}, answers)]
    unused += [f"--expand {text} names no column" for text in sorted(answers.expand - {str(ref) for ref in new})]
    told = said(old, new) if declared else {}  # a snapshot that a way back leads to tells of renames long done
    renames = {now: then for now, then in told.items() if then not in found.values()} | found | dict(renames or {})
    renames |= counting(old, new, renames)
    renames |= staying(old, new, renames)
    renames |= taken_over(old, new, renames)
    heirs = along(old, renames) | brought(old, new, renames)
    original, old = old, kept_there(carry(old, renames | heirs), new)
    # Also of what goes along to another namespace: an index with its table.
    live = {then.ref: now.ref for now, then in zip(original.values(), old.values(), strict=True)}
    if connection is not None:
        old = carry_texts(connection, original, old, new, renames, heirs)
    new = with_taken(with_references(with_checks(new, old), old), old)
    facts = evolve(facts, asked=asked_below(old))
    way = in_the_way(old, new)
    old, new = own(old, new, later=True), own(new, old)
    if way:
        back = mover({then: now for now, then in (renames | heirs).items()})
        renames |= {back(hidden.ref): apart.ref for hidden, apart in way}
        old = old.where(lambda item: item.ref not in {hidden.ref for hidden, _ in way})
        old, new = (side.with_(apart for _, apart in way) for side in (old, new))
    fitted: dict[Ref, Ref] = {}
    if declared:
        fitted = adopted(old, new)
        new = carry(new, fitted)
        new = _settled(old, new)
    old = named_when_left(old, new)
    # In files what has no name has PostgreSQL's own, before and after.
    new = proven_below(old, named_alike(old, new) if facts.user is not None else new)
    flatter = {ref: flat(item) for ref, item in old.items()}
    new = Schema(flatter[ref] if old.get(ref) is item else flat(item) for ref, item in new.items())
    old = Schema(flatter.values())
    if connection is not None:
        alike = list(_alike(old, new))
        old, new = settle(connection, original, old, new, authored=declared, apart=apart)
        new = new.with_(evolve(item, **{word: getattr(new[above], word)}) for item, above, word in alike)
    if declared:
        late = adopted(old, new)
        new, fitted = carry(new, late), fitted | late
    new = new.with_(unsaid(old, new, declared=declared)).where(lambda item: not getattr(item, "dropped", False))
    changes = compare(old, new)
    if same := harmless(changes):
        below = along(old, same)
        old = own(carry(old, same | below), new, later=True)
        back = mover({then: now for now, then in (renames | heirs).items()})
        renames |= {live.get(now, back(now)): then for now, then in same.items()}
        heirs |= {live.get(now, back(now)): then for now, then in below.items()}
        changes = compare(old, new)
    world = World(
        old,
        new,
        facts,
        places_before(old, renames | heirs),
        whole=not declared,
        expand=_expanded(new, answers, online=online),
    )
    changes = unfinished(changes, world)
    _ask(changes, answers)
    moves: list[Change] = [step for _, step in steps(renames)]
    if connection is not None:
        facts = evolve(facts, volatile=volatile(connection, changes, old, new))
        world = evolve(world, facts=facts)
    if declared:
        check_references(changes, new)
    every = (*moves, *changes)
    return Draft(
        plan(every, world, online=online),
        old,
        new,
        (*unused, *_fitted(fitted), *_remarks(old, new, whole=not declared)),
        every,
        facts,
        renames,
    )


def _expanded(new: Schema, answers: Answers, *, online: bool) -> frozenset[Ref]:
    """The columns whose change of type is asked for by name to be done beside them."""
    asked = answers.expand if online else frozenset()
    return frozenset(item.ref for item in new.of(Column) if str(item.ref) in asked) if asked else frozenset()


def missed(used: Collection[str], answers: Answers) -> Iterable[tuple[str, str]]:
    """The answers that name no rename between the two states: misspelt, or done already."""
    return [pair for pair in answers.renames.items() if pair[0] not in used]


def _settled(old: Schema, new: Schema) -> Schema:
    """The declared schema with what it leaves unsaid as it is; a hidden sequence makes way for what is declared to be called so."""
    said = {name for item in new.values() for name in item.names()}
    known = Schema(item.settled(old[item.ref]) if item.ref in old else item for item in new.values())
    found = []
    for item in known.of(Column):
        if item.identity and not said.isdisjoint({*item.names()} - {*new[item.ref].names()}):
            free = known.free_relation(item.ref.schema, hidden_name(item.ref))
            found.append(evolve(item, identity=evolve(item.identity, sequence=free)))
    return known.with_(found) if found else known


def unsaid(old: Schema, new: Schema, *, declared: bool) -> list[Object]:
    """What stays as it is when it is not mentioned: what belongs to the cluster, and a declaration's privileges."""
    return [
        item
        for item in old.values()
        if (item.shared or (item.kept and declared))
        and item.ref not in new
        and all(new.find(whole) for whole in item.part_of())
    ]


def _alike(old: Schema, new: Schema) -> Iterator[tuple[Column, Ref, str]]:
    """New columns with the columns from which they have a default or expression: what is new is never spelled."""
    for item in new.of(Column):
        for ref in item.inherited if item.ref not in old else ():
            above = new.get(ref)
            for word in ("default", "generated"):
                if getattr(item, word) is not None and getattr(item, word) == getattr(above, word, None):
                    yield item, _highest(ref, word, old, new), word


def _highest(ref: Ref, word: str, old: Schema, new: Schema) -> Ref:
    """The column, or the one furthest above it, that a new one has the same from."""
    item = new[ref]
    for above in item.inherited if ref not in old else ():
        if above in new and getattr(new[above], word, None) == getattr(item, word):
            return _highest(above, word, old, new)
    return ref


def flat(item: Object) -> Object:
    """The object with each expression as text alone; what it mentioned stands in `depends`."""
    plain = rewritten(item, lambda expr: expr if expr.plain is not None else Expr((text(expr),), expr.origin))
    if plain is item:
        return item
    return evolve(plain, depends=item.depends | frozenset(item.requires()))


def _ask(changes: list[Change], answers: Answers) -> None:
    """Stop at what looks like a rename and has no answer. Leave to drop the old object is an answer too."""
    if answers.all:
        return
    drops = {change.old.ref: change.old for change in changes if isinstance(change, Drop)}
    open_ = [
        question
        for question in questions(changes)
        if question.old.table not in drops or question.old.kind != "column"
        if f"drop-{DDLS[question.old.kind].kind_word}:{question.old}" not in answers.allowed
    ]
    if open_:
        raise UnansweredRename(
            tuple(
                (question.old, question.new, f"drop-{DDLS[question.old.kind].kind_word}:{question.old}")
                for question in open_
            )
        )


def _fitted(names: Mapping[Ref, Ref]) -> Iterable[str]:
    """Objects whose names nobody gave and that go on under those that the database has."""
    for ours, theirs in sorted(names.items()):
        yield f"{ours.kind} {ours} goes by the name {plain(theirs.own)}"


def _remarks(old: Schema, new: Schema, *, whole: bool) -> Iterable[str]:
    """What is no difference and worth a word: the order of columns, and what is a table's own beside its parents'."""
    for item in old.values():
        twin = new.get(item.ref)
        if whole and item.inherited and twin and twin.inherited and item.local != twin.local:
            yield f"{item.kind} {item.ref} comes from a parent table, and on one side is its own too; that is no difference"
    for table in new:
        if table.kind != "table" or table not in old:
            continue
        have = [part.ref.part for part in sorted(_columns(old, table), key=lambda part: part.position)]
        want = [part.ref.part for part in sorted(_columns(new, table), key=lambda part: part.position)]
        shared = [name for name in have if name in set(want)]
        if shared != [name for name in want if name in set(have)]:
            yield f"the columns of {table} stand in another order; that is no difference"


def _columns(schema: Schema, table: Ref) -> list[Object]:
    return [part for part in schema.parts(table) if part.ref.kind == "column"]
