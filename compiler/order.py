"""Order statements so that every one finds what it needs.

Three rules make the edges: after what the new state requires is there, before what the old state required goes away,
and a name is freed before it is used again. Ties break by (kind, namespace, name), so the same pair of states always
gives the same bytes. Actions of one ALTER TABLE share a statement where their order is that of PostgreSQL's own passes.
"""

import heapq
from collections.abc import Iterator
from itertools import pairwise

from attrs import Factory, define, evolve

from mizzle.compiler.statement import EXPRESSION, TYPE, Statement
from mizzle.model.errors import DependencyCycle
from mizzle.model.exclusion import Exclusion
from mizzle.model.index import Index
from mizzle.model.object import Object
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.rename import waits
from mizzle.model.table import Table

RIGHTS = {"privileges", "identity_privileges"}  # what is changed meanwhile does not touch them
LATE = 3.5  # the first word of a key: what comes when all else that does not wait for it is done
REWRITING = {"create column rewriting", "change type", "set expression"}
LEAVING = {"no inherit", "detach partition", "detach partition concurrently"}


class Circle(DependencyCycle):
    """Statements that wait for each other. What has a name that others wait for could be put aside.

    nodes  the statements
    held   the names, each with the statement that frees it
    """

    def __init__(self, message: str, nodes: "tuple[Node, ...]", held: "tuple[tuple[Node, Ref], ...]") -> None:
        super().__init__(message)
        self.nodes = nodes
        self.held = held


@define(eq=False)
class Node:
    """One statement in the graph.

    key      breaks ties
    needs    refs of the new state that must be there before
    keeps    refs of the old state that must still be there
    follows  refs of the old state that must be gone before: what an object stood on that is made again
    awaits   refs of which every change in place must be done before; of a table, that it leaves its parents
    makes    refs that are there afterwards
    removes  refs that are gone afterwards
    alters   the ref that is changed in place
    frees    names that are free afterwards
    takes    names that must be free before
    avoids   names that must not be taken before, though it does not take them itself
    moves    the ref as it is after a rename
    carries  the refs of what goes along to another namespace with it: an index can be dropped there alone
    brings   the names, among those that it takes, of what goes along
    called   refs by whose names it tells what it is about: a function's by the types of its arguments
    came     refs that have their namespace only when what they go along with has moved
    releases whether it only lets go of what is made again
    old, new what it changes, before and after
    verb     create, alter, drop or rename: names the form of a statement that has no name of its own
    change   what this statement belongs to: statements of one change keep their order
    """

    statement: Statement
    key: tuple[object, ...]
    change: int
    needs: set[Ref] = Factory(set)
    keeps: set[Ref] = Factory(set)
    follows: set[Ref] = Factory(set)
    awaits: set[Ref] = Factory(set)
    makes: set[Ref] = Factory(set)
    removes: set[Ref] = Factory(set)
    alters: Ref | None = None
    frees: set[Ref] = Factory(set)
    takes: set[Ref] = Factory(set)
    avoids: set[Ref] = Factory(set)
    moves: Ref | None = None
    carries: set[Ref] = Factory(set)
    brings: set[Ref] = Factory(set)
    called: set[Ref] = Factory(set)
    came: set[Ref] = Factory(set)
    releases: bool = False
    own: Ref | None = None
    verb: str = ""
    old: Object | None = None
    new: Object | None = None
    after: set[int] = Factory(set)
    names: dict[int, Ref] = Factory(dict)  # of those before it that free a name which it takes


def edges(nodes: list[Node]) -> None:
    """Fill `after` of each node by the three rules."""
    makers = {ref: place for place, node in enumerate(nodes) for ref in node.makes}
    removers: dict[Ref, list[int]] = {}  # several, of what goes along with whichever of its wholes goes first
    for place, node in enumerate(nodes):
        for ref in node.removes:
            removers.setdefault(ref, []).append(place)
    movers = {node.moves: place for place, node in enumerate(nodes) if node.moves}
    carriers = {ref: place for place, node in enumerate(nodes) for ref in node.carries}
    freers: dict[Ref, list[int]] = {}  # several, of the bounds that partitions leave
    for place, node in enumerate(nodes):
        for name in node.frees:
            freers.setdefault(name, []).append(place)
    avoided: dict[Ref, list[int]] = {}
    for place, node in enumerate(nodes):
        for name in node.avoids:
            avoided.setdefault(name, []).append(place)
    changers: dict[Ref, list[int]] = {}
    for place, node in enumerate(nodes):
        if node.alters and node.alters.kind != "namespace":  # of that only its comment changes, which nobody feels
            changers.setdefault(node.alters, []).append(place)

    rewriters: dict[Ref, list[int]] = {}  # of the tables that get indexes, which would be built twice
    for place, node in enumerate(nodes):
        if node.statement.form in REWRITING and node.own:
            rewriters.setdefault(node.own.table, []).append(place)

    copied = {node.statement.other for node in nodes if node.statement.form == "copy rows"}
    copies = {node.own: place for place, node in enumerate(nodes) if node.statement.form == "copy rows"}

    def add(before: int | None, after: int) -> None:
        if before is not None and before != after:
            nodes[after].after.add(before)

    for place, node in enumerate(nodes):
        if place and nodes[place - 1].change == node.change:
            add(place - 1, place)
        for ref in node.needs:
            add(makers.get(ref), place)
            if node.statement.form == "set position from rows":
                add(copies.get(ref), place)
            for changer in changers.get(ref, ()):
                # A table that is told of one of its indexes is changed after the index is there.
                told = not nodes[changer].needs.isdisjoint(node.makes)
                felt = nodes[changer].change != node.change and not nodes[changer].statement.unfelt
                if felt and not told and not _inside(node, ref):
                    add(changer, place)
        for ref in node.keeps:
            for remover in removers.get(ref, ()):
                if nodes[remover].change != node.change:
                    add(place, remover)
            # What was put aside goes last, when all else has changed; but for a partitioned table that has nothing left then.
            aside = any(waits(ref.own) and ref in movers for ref in node.removes)
            last = aside and (node.own in copied or not (ref.part and getattr(node.old, "partition_by", None)))
            if node.removes and not node.makes and not last and not (node.own and node.own.kind in RIGHTS):
                for changer in changers.get(ref, ()):
                    # What would go along is changed first: a sequence leaves the table that owns and uses it. And so is what
                    # is half detached: nothing else can be done to it.
                    free = nodes[changer].statement.repairs or nodes[changer].statement.unfelt
                    if not free and nodes[changer].keeps.isdisjoint(node.removes):
                        add(place, changer)
        for ref in node.follows:
            for remover in removers.get(ref, ()):
                add(remover, place)
        for ref in node.awaits:
            for changer in changers.get(ref, ()):
                leaves = ref.kind != "table" or nodes[changer].statement.form in LEAVING
                # What it comes back to at once may change before.
                behind = node.alters in nodes[changer].needs or not nodes[changer].follows.isdisjoint(node.removes)
                if leaves and not behind:
                    add(changer, place)
        for ref in node.statement.before:
            # A table of a type cannot even give its columns other names.
            renamer = movers.get(ref) if node.statement.form == "of type" and ref.part else None
            for follower in (makers.get(ref), *changers.get(ref, ()), renamer):
                # A column may get its name only when its table has left, and own a sequence only then.
                owning = node.statement.form == "own sequence" and follower is not None
                leaves = owning and nodes[follower].statement.form in LEAVING
                if follower is not None and not nodes[follower].releases and not leaves:
                    add(place, follower)
        for name in node.takes:
            for freer in freers.get(name, ()):
                gone = nodes[freer].removes
                # What comes along has its name there until it gets another.
                along = name in node.brings and bool(node.own and _inside(nodes[freer], node.own))
                along |= nodes[freer].moves in node.carries
                itself = node.moves is not None and not gone.isdisjoint((node.moves, node.own))
                elsewhere = not itself and node.carries.isdisjoint(gone) and not along
                if nodes[freer].change != node.change and elsewhere:
                    add(freer, place)
                    nodes[place].names[freer] = name
        for name in node.takes if avoided else ():
            for avoider in avoided.get(name, ()):
                add(avoider, place)
        for ref in _names(node):
            mover = movers.get(ref)
            if mover is not None and nodes[mover].change != node.change:
                add(mover, place)
        if node.verb == "create" and isinstance(node.new, Index):
            for rewriter in rewriters.get(node.new.table, ()):
                add(rewriter, place)
        for ref in node.removes | node.came:
            add(carriers.get(ref), place)


def _inside(node: Node, ref: Ref) -> bool:
    """Whether the ref is the table that the node's own object stands in: its own changes may wait."""
    return bool(node.own and node.own.part and ref == node.own.table)


def _names(node: Node) -> Iterator[Ref]:
    """The refs by whose new names the statement speaks."""
    if node.verb == "rename" and isinstance(node.old, Key | Exclusion):
        # Its index is renamed, without a word of its table, but where that has moved to.
        yield from (Ref("namespace", "", node.old.ref.schema), *node.needs)
        return
    # What leaves a parent has the names of its columns and checks, as they are by then.
    left = (*node.old.parents, *node.keeps) if node.statement.form in LEAVING and isinstance(node.old, Table) else ()
    for ref in (*node.needs, *node.called, *left, *filter(None, (node.own,))):
        yield ref
        if ref.part:
            yield ref.table
        if ref.schema:
            yield Ref("namespace", "", ref.schema)


def ordered(nodes: list[Node]) -> list[Statement]:
    """The statements in order, actions of one table sharing an ALTER TABLE where that is right.

    Raises DependencyCycle with the statements that wait for each other.
    """
    edges(nodes)
    waiting = [len(node.after) for node in nodes]
    followers: list[list[int]] = [[] for _ in nodes]
    for place, node in enumerate(nodes):
        for before in node.after:
            followers[before].append(place)
    free: list[tuple[tuple[object, ...], int]] = []  # statements that stand alone
    heads: dict[str, list[tuple[int, tuple[object, ...], int]]] = {}  # actions of ALTER TABLE that are ready, by table

    def ready(place: int) -> None:
        statement = nodes[place].statement
        if statement.head:
            heapq.heappush(heads.setdefault(statement.head, []), (statement.stage, nodes[place].key, place))
        else:
            heapq.heappush(free, (nodes[place].key, place))

    for place, count in enumerate(waiting):
        if not count:
            ready(place)
    out: list[Statement] = []
    done = 0

    def emit(place: int) -> Statement:
        nonlocal done
        done += 1
        for follower in followers[place]:
            waiting[follower] -= 1
            if not waiting[follower]:
                ready(follower)
        return nodes[place].statement

    while free or heads:
        if free and not (heads and free[0][0][0] == LATE):
            out.append(emit(heapq.heappop(free)[1]))
            continue
        head = min(heads, key=lambda word: heads[word][0][1])
        group: list[Statement] = []
        while heads.get(head):
            stage, _, place = heads[head][0]
            if group and (stage < group[-1].stage or _apart(nodes[place], group)):
                break
            heapq.heappop(heads[head])
            group.append(emit(place))
        if not heads[head]:
            del heads[head]
        out.append(merged(group))
    if done < len(nodes):
        raise _circle(nodes, {place for place, count in enumerate(waiting) if count})
    return out


def _apart(node: Node, group: list[Statement]) -> bool:
    """Whether an action may not stand in one ALTER TABLE with those before it."""
    action = node.statement
    closed = any(other.closing and other.about == action.about for other in group)
    # What a change of type makes again PostgreSQL makes again once more behind SET EXPRESSION, and finds it gone (17, 18).
    expressed = action.stage == EXPRESSION and any(other.stage == TYPE for other in group)
    # A primary key finds the NOT NULL of its columns before the statement begins, also one that goes there.
    over = node.new.columns if node.verb == "create" and isinstance(node.new, PrimaryKey) else ()
    keyed = any(other.form == "drop not null" and other.about in over for other in group)
    return closed or expressed or keyed or action.alone or group[-1].alone


def merged(group: list[Statement]) -> Statement:
    """Several actions of one ALTER TABLE as one statement."""
    first = group[0]
    if len(group) == 1:
        return first
    return evolve(
        first,
        sql="\n    " + ",\n    ".join(action.sql for action in group),
        reason="; ".join(dict.fromkeys(action.reason for action in group if action.reason)),
        consents=tuple(consent for action in group for consent in action.consents),
        probes=tuple(probe for action in group for probe in action.probes),
        online=(),
        actions=tuple(action.text for action in group if not action.repairs),
        repairs=all(action.repairs for action in group),
        unable="; ".join(action.unable for action in group if action.unable),
        patient=all(action.patient for action in group),
        acts=tuple(act for action in group for act in action.acts),
    )


def _circle(nodes: list[Node], left: set[int]) -> Circle:
    place = min(left)
    path: list[int] = []
    while place not in path:
        path.append(place)
        place = min(nodes[place].after & left)
    circle = [*path[path.index(place) :], place]
    lines = [nodes[step].statement.text.split("\n")[0] for step in reversed(circle)]
    told = "these statements wait for each other:\n  " + "\n  ".join(lines)
    waits = [(step, before) for step, before in pairwise(circle) if before in nodes[step].names]
    held = tuple((nodes[before], nodes[step].names[before]) for step, before in waits)
    return Circle(told, tuple(nodes[step] for step in circle), held)
