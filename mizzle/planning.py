"""Wanted + live → plan: renames, the server's spelling, comparison, order. All that is asked of a server is spelling."""

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from mizzle.answers import Answers
from mizzle.carried import carry_texts, steps
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.names import text
from mizzle.compiler.plan import Plan, plan
from mizzle.compiler.world import World
from mizzle.connection import Connection
from mizzle.errors import UnansweredRename
from mizzle.introspect.compare import compare
from mizzle.introspect.renames import adopted, answered, harmless, questions, said
from mizzle.model.change import Change, Drop
from mizzle.model.expr import Expr
from mizzle.model.facts import Facts
from mizzle.model.object import Object, rewritten
from mizzle.model.ref import Ref
from mizzle.model.rename import carry, mover
from mizzle.model.schema import Schema
from mizzle.spell import settle


@frozen
class Draft:
    """A plan with the states that it lies between."""

    plan: Plan
    old: Schema
    new: Schema
    remarks: tuple[str, ...] = ()


def draft(
    old: Schema,
    new: Schema,
    *,
    facts: Facts,
    connection: Connection | None,
    answers: Answers | None = None,
    declared: bool = True,
) -> Draft:
    """The plan from one schema to the other.

    connection  a server of FROM's version that spells expressions; without one texts are compared as they stand
    declared    whether the new side is a declaration, whose chosen names fit live objects of other names

    Raises UnansweredRename for a drop and an add that look like a rename and have no answer.
    """
    answers = answers or Answers()
    renames = said(old, new) | answered(old, new, answers.renames) if declared or answers.renames else {}
    original, old = old, carry(old, renames)
    if connection is not None and renames:
        old = carry_texts(connection, original, old, renames)
    if declared:
        new = carry(new, adopted(old, new))
        new = Schema(item.settled(old[item.ref]) if item.ref in old else item for item in new.values())
    old, new = (Schema(flat(item) for item in side.values()) for side in (old, new))
    if connection is not None:
        old, new = settle(connection, original, old, new)
    if declared:
        new = carry(new, adopted(old, new))
    new = new.with_(unsaid(old, new, declared=declared)).where(lambda item: not getattr(item, "dropped", False))
    changes = compare(old, new)
    if same := harmless(changes):
        old = carry(old, same)
        back = mover({then: now for now, then in renames.items()})
        renames |= {back(now): then for now, then in same.items()}
        changes = compare(old, new)
    _ask(changes, answers)
    moves: list[Change] = [step for _, step in steps(renames)]
    world = World(old, new, facts, _before(old, renames), whole=not declared)
    return Draft(plan([*moves, *changes], world), old, new, tuple(_remarks(old, new)))


def unsaid(old: Schema, new: Schema, *, declared: bool) -> list[Object]:
    """What stays as it is when it is not mentioned: what belongs to the cluster, and a declaration's privileges."""
    return [
        item
        for item in old.values()
        if (item.shared or (item.kept and declared))
        and item.ref not in new
        and all(new.find(whole) for whole in item.part_of())
    ]


def flat(item: Object) -> Object:
    """The object with each expression as text alone; what it mentioned stands in `depends`."""
    plain = rewritten(item, lambda expr: expr if expr.plain is not None else Expr((text(expr),), expr.origin))
    if plain is item:
        return item
    return evolve(plain, depends=item.depends | frozenset(item.requires()))


def _before(old: Schema, renames: Mapping[Ref, Ref]) -> dict[Ref, Ref]:
    """The refs by which the server knows the objects now, where they are others."""
    if not renames:
        return {}
    back = mover({then: now for now, then in renames.items()})
    return {ref: place for ref in old if (place := back(ref)) != ref}


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
        lines = [
            f"{question}\n"
            f"    renamed: --rename {question.old}:{question.new.own}\n"
            f"    another: --allow drop-{DDLS[question.old.kind].kind_word}:{question.old}"
            for question in open_
        ]
        raise UnansweredRename("is this a rename?\n  " + "\n  ".join(lines))


def _remarks(old: Schema, new: Schema) -> Iterable[str]:
    """What is no difference and worth a word: the order of columns."""
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
