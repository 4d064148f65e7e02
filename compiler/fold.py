"""Parts that are told together with their whole: clauses of CREATE TABLE, and what a drop takes along.

Foreign keys are folded unless tables that are made, or dropped, together reference each other in a circle. What calls a
function of its own table's rows is told apart too: the table comes before the function, the call after it.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from attrs import Factory, define

from mizzle.compiler.kinds import DDLS
from mizzle.compiler.objects.table import TableDDL
from mizzle.compiler.statement import Statement
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.exclusion import Exclusion
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.lineage import below
from mizzle.model.object import Object
from mizzle.model.policy import Policy
from mizzle.model.ref import Ref
from mizzle.model.rename import waits
from mizzle.model.rule import Rule
from mizzle.model.schema import Schema
from mizzle.model.table import Table

ORDER = {kind: place for place, kind in enumerate(DDLS)}
BEHIND = {"primary_key", "unique", "exclusion", "foreign_key"}  # come when the rows of a table have been copied


@define
class Folding:
    """folded: parts inside a CREATE, by ref. taken: parts that go with a drop, by ref. Both give the whole.

    bare: parts that are told there without what makes a circle, a column without its default. loose: the same of drops.
    """

    folded: dict[Ref, Ref] = Factory(dict)
    taken: dict[Ref, Ref] = Factory(dict)
    bare: dict[Ref, Object] = Factory(dict)
    loose: dict[Ref, Object] = Factory(dict)
    parts: dict[Ref, list[Object]] = Factory(dict)
    gone: dict[Ref, list[Object]] = Factory(dict)

    def inside(self, whole: Ref) -> list[Object]:
        """The objects that the CREATE of another makes along with it."""
        return self.parts.get(whole, [])

    def within(self, whole: Ref) -> list[Object]:
        """The same, however deep: columns come to tables below those below."""
        return [part for item in self.inside(whole) for part in (item, *self.within(item.ref))]

    def along(self, whole: Ref) -> list[Object]:
        """The objects that the DROP of another takes along, however deep."""
        return [part for item in self.gone.get(whole, ()) for part in (item, *self.along(item.ref))]

    def statement(self, new: Object, world: World) -> Iterator[Statement]:
        """The statements that create an object with all that is folded into it."""
        ddl = DDLS[new.ref.kind]
        if isinstance(ddl, TableDDL) and isinstance(new, Table):
            parts = sorted(self.inside(new.ref), key=_place)
            told = [self.bare.get(part.ref, part) for part in parts]
            clauses = [DDLS[part.ref.kind].clause(part, world) for part in told]
            yield ddl.with_clauses(new, [clause for clause in clauses if clause], world)
            yield from ddl.afterwards(new, world)
        else:
            yield from ddl.create(new, world)


def _place(part: Object) -> tuple[object, ...]:
    position = part.position if isinstance(part, Column) else 0
    return (ORDER[part.ref.kind], position, part.ref)


def fold(work: Work) -> Folding:
    """What is told together with what."""
    folding = Folding()
    keys = [item for item in work.creates.values() if isinstance(item, ForeignKey)]
    tangled = _tangled(key for key in keys if {key.ref.table, key.target} <= work.creates.keys())
    for ref, new in sorted(work.creates.items(), key=lambda pair: ORDER[pair[0].kind]):
        whole = _created(new, work)
        clause = DDLS[ref.kind].clause(new, work.world) if whole and ref not in tangled else None
        if isinstance(new, ForeignKey) and not _keyed(new, work, folding):
            continue
        if whole and clause is not None and (whole.kind == "table" or not clause):
            circle = _circle(new, whole, work.creates, work.world.new)
            if circle and not _without(new, circle, folding.bare):
                continue
            folding.folded[ref] = whole
            folding.parts.setdefault(whole, []).append(new)
    keys = [item for item in work.drops.values() if isinstance(item, ForeignKey)]
    tangled = _tangled(key for key in keys if {key.ref.table, key.target} <= work.drops.keys()) | _crossed(work)
    for ref, old in work.drops.items():
        whole = work.whole(old)
        first = _awaited(old, work) or ref in work.shed or (ref in work.world.copied.values() and _poured(whole, work))
        if whole and ref not in tangled and not first:
            circle = _circle(old, whole, work.drops, work.world.old)
            circle = [item for item in circle if whole not in item.part_of()]  # that goes along too: a unique index
            if circle and not _without(old, circle, folding.loose):
                continue
            folding.taken[ref] = whole
            folding.gone.setdefault(whole, []).append(old)
    return folding


def _awaited(part: Object, work: Work) -> bool:
    """Whether it is a partition's own foreign key on what it is a partition of: others that leave that wait until it has gone."""
    if not isinstance(part, ForeignKey) or part.inherited:
        return False
    world = work.world
    others = [*below(part.target, world.old)]
    if part.ref.table not in others:
        return False
    new = ((world.old[ref], world.new.get(work.known(ref))) for ref in others if ref != part.ref.table)
    return any(
        isinstance(had, Table) and (waits(had.ref.name) or (isinstance(has, Table) and had.parents != has.parents))
        for had, has in new
    )


def _poured(whole: Ref | None, work: Work) -> bool:
    """Whether a table, or one further above, is put aside with its rows: what has rows of its own goes before they are copied."""
    if whole is None or whole in work.world.copied.values():
        return whole is not None
    return _poured(work.whole(work.world.old[whole]), work)


def _circle(part: Object, whole: Ref, among: Mapping[Ref, Object], schema: Schema) -> list[Object]:
    """What the part needs that needs the whole in its turn, of all that is made, or dropped, together with it."""

    def needs(item: Object) -> Iterator[Ref]:
        for ref in item.requires():
            found = among.get(ref) or (schema.find(ref) if ref not in schema else None)
            if found is not None and found.ref in among:
                yield found.ref

    circle = []
    for start in set(needs(part)):
        if start in (whole, part.ref) or start.part:
            continue
        seen, pending = {start}, [start]
        while pending and whole not in seen:
            new = set(needs(among[pending.pop()])) - seen
            seen |= new
            pending.extend(new)
        if whole in seen:
            circle.append(among[start])
    return circle


def _without(part: Object, circle: list[Object], found: dict[Ref, Object]) -> bool:
    """Note the part without what makes the circle, if it can do without for a while."""
    bare: Object | None = part
    for item in circle:
        bare = bare and (DDLS[part.ref.kind].released(bare, part, item) or bare)
    if bare is None or bare is part:
        return False
    found[part.ref] = bare
    return True


def _keyed(new: ForeignKey, work: Work, folding: Folding) -> bool:
    """Whether the key that it references is there as soon as its table is."""
    keys = [key.ref for key in work.world.keys_of(work.world.new, new.references)]
    return any(ref in folding.folded or ref not in work.creates for ref in keys)


def _created(part: Object, work: Work) -> Ref | None:
    """The table that the plan creates with this part, else the column that it adds."""
    if part.kind in BEHIND and work.world.gets_rows(part.stands_in):
        return None
    wholes = sorted(whole for whole in part.part_of() if whole in work.creates and whole != part.ref)
    joins = work.world.joins
    wholes = [whole for whole in wholes if whole not in part.inherited or not joins(part.ref.table, whole.table)]
    if inside := DDLS[part.ref.kind].inside:
        return next((whole for whole in wholes if whole.kind == inside), None)
    return next((whole for whole in wholes if whole.kind == "table"), wholes[0] if wholes else None)


def _tangled(keys: Iterable[ForeignKey]) -> set[Ref]:
    """The fewest foreign keys that have to be told apart so that the others make no circle.

    Keys are taken in the order of their names as long as they close none, so each that is left out is needed.
    """
    others = sorted((key for key in keys if key.target != key.ref.table), key=lambda key: key.ref)
    outside = _outside_circles(others)
    reach: dict[Ref, set[Ref]] = {}
    left: set[Ref] = set()
    for key in others:
        if key.ref.table in outside:
            continue
        if _reaches(reach, key.target, key.ref.table):
            left.add(key.ref)
        else:
            reach.setdefault(key.ref.table, set()).add(key.target)
    return left


def _crossed(work: Work) -> set[Ref]:
    """Constraints that would go with one column and need another one for as long as they are there, while that one's need the first."""
    graph: dict[Ref, set[Ref]] = {}
    left: set[Ref] = set()
    for ref, item in sorted(work.drops.items()):
        whole = work.whole(item) if isinstance(item, Exclusion | ForeignKey | Policy | Rule) else None
        if whole is None or whole.kind != ("table" if isinstance(item, Policy | Rule) else "column"):
            continue
        columns = {other for other in item.requires() if other.kind == "column"}
        others = {column.table for column in columns} if whole.kind == "table" else columns
        needed = (others - {whole, *item.part_of()}) & work.drops.keys()
        if any(_reaches(graph, other, whole) for other in needed):
            left.add(ref)
        else:
            graph.setdefault(whole, set()).update(needed)
    return left


def _outside_circles(keys: list[ForeignKey]) -> set[Ref]:
    """The tables from which no circle can be reached: asking for each key would take the square of their number."""
    targets: dict[Ref, set[Ref]] = {}
    for key in keys:
        targets.setdefault(key.ref.table, set()).add(key.target)
    order, found = TopologicalSorter(targets), set[Ref]()
    with suppress(CycleError):  # it still gives all that comes before the circles
        order.prepare()
    while ready := order.get_ready():
        found.update(ready)
        order.done(*ready)
    return found


def _reaches(graph: dict[Ref, set[Ref]], start: Ref, goal: Ref) -> bool:
    seen, pending = {start}, [start]
    while pending:
        node = pending.pop()
        if node == goal:
            return True
        new = graph.get(node, set()) - seen
        seen |= new
        pending.extend(new)
    return False
