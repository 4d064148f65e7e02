"""What each statement of a plan does to a live database: locks, rewrites, scans, builds, hazards, sizes.

The plan is walked in its order with the objects that are there by then. compiler/forms.py says, as data, what each form of
statement does, compiler/scene.py which relations are meant; here both are joined. What the plan itself makes is left out:
nobody else knows it yet.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from mizzle.compiler.forms import DOWNWARDS, FORMS, QUIET, Form
from mizzle.compiler.refine import refined
from mizzle.compiler.rights import rights
from mizzle.compiler.scene import Scene
from mizzle.compiler.statement import Act, Statement
from mizzle.compiler.world import World
from mizzle.model.consent import Consent
from mizzle.model.hazard import ACTIONS, STRENGTH, Hazard, Lock
from mizzle.model.ref import Ref


def annotated(statements: Iterable[Statement], world: World, losses: Iterable[Consent]) -> Iterator[Statement]:
    """The statements with all that is known of them. `losses` are the consents that drops for good need."""
    scene = Scene(world)
    lost = {consent.ref: consent for consent in losses}
    for statement in statements:
        yield _annotated(statement, scene, lost)
        for act in statement.acts:
            scene.after(act)


def lasting(statement: Statement, world: World) -> bool:
    """Whether it keeps others waiting for as long as a table is big, as far as can be told before the plan is in order."""
    return bool(_annotated(statement, Scene(world), {}).long)


def _annotated(statement: Statement, scene: Scene, lost: Mapping[Ref, Consent]) -> Statement:
    locks: dict[Ref, str] = {}
    tables: dict[Ref, Ref] = {}  # the table of each index that is built
    rewrites: dict[Ref, None] = {}
    scans: dict[Ref, None] = {}
    found: dict[tuple[str, Ref], Hazard] = {}
    gone = {ref for act in statement.acts for ref in act.removes}
    # An index that a key comes to stand on is only called otherwise.
    left = gone - {ref for act in statement.acts if act.form.endswith("using index") for ref in act.removes}
    forms = [row(act, scene) for act in statement.acts]
    # All actions of one ALTER TABLE go down to other tables with the strongest lock that one of them needs.
    level = max((form.locks["table"] for form in forms if "table" in form.locks), key=STRENGTH.__getitem__, default="")
    for act, form in zip(statement.acts, forms, strict=True):
        if act.form.startswith("create "):  # what goes in the same statement has gone by then
            scene.leaving = left
        for word, own in form.locks.items():
            mode = level if word in DOWNWARDS and own == form.locks.get("table") else own
            for ref in scene.meant(word, act):
                if scene.there(ref) and STRENGTH[mode] > STRENGTH.get(locks.get(ref, ""), -1):
                    locks[ref] = mode
        scene.leaving = left  # what is read or built last finds without it
        for words, into in ((form.rewrites, rewrites), (form.scans, scans)):
            into.update(dict.fromkeys(ref for word in words for ref in scene.meant(word, act) if scene.stored(ref)))
        for word in form.builds:
            for ref in scene.meant(word, act):
                if scene.stored(table := scene.table_of(ref, act)):
                    tables[ref] = table
        scene.leaving = set()
        subject = scene.subject(act)
        if subject is None or scene.there(subject):
            for code in form.hazards:
                found.setdefault((code, act.ref), Hazard(code, scene.known(act.ref)))
    dropped = [lost[ref] for ref in map(scene.known, sorted(gone)) if ref in lost]
    for consent in (*dropped, *statement.consents, *(probe.consent for probe in statement.probes)):
        code = ACTIONS.get(consent.action, "MZ107")
        found.setdefault((code, consent.ref), Hazard(code, consent.ref, consent.detail))
    subjects = {scene.subject(act) for act in statement.acts}
    for code, ref in blocking(locks, rewrites, scans, tables, subjects):
        found.setdefault((code, ref), Hazard(code, scene.known(ref)))
    touched = dict.fromkeys([*rewrites, *scans, *tables.values(), *(ref for ref in locks if scene.stored(ref))])
    return evolve(
        statement,
        acts=tuple(Act(act.form, act.ref) for act in statement.acts),
        locks=tuple(Lock(scene.known(ref), mode) for ref, mode in sorted(locks.items())),
        rewrites=tuple(map(scene.known, rewrites)),
        scans=tuple(scene.known(ref) for ref in scans if ref not in rewrites),
        builds=tuple(map(scene.known, tables)),
        indexed=tuple(dict.fromkeys(map(scene.known, tables.values()))),
        hazards=tuple(sorted(found.values(), key=lambda hazard: (hazard.code, hazard.ref))),
        sizes=tuple((scene.known(ref), size) for ref in touched if (size := scene.size(ref))),
        rights=tuple(dict.fromkeys(right for act in statement.acts for right in rights(act, scene))),
    )


def row(act: Act, scene: Scene) -> Form:
    """The row of the table for what is done; a form that has none touches no relation."""
    return FORMS.get(refined(act, scene), QUIET).on(scene.world.major)


def blocking(
    locks: dict[Ref, str],
    rewrites: dict[Ref, None],
    scans: dict[Ref, None],
    builds: dict[Ref, Ref],
    subjects: set[Ref | None],
) -> Iterator[tuple[str, Ref]]:
    """What follows from a lock and from how long it is held."""
    long: set[Ref] = set()
    strength = {ref: STRENGTH[mode] for ref, mode in locks.items()}
    for table in rewrites:
        long.add(table)
        yield "MZ201", table
    for index, table in builds.items():
        if table not in rewrites and strength.get(table, 0) >= STRENGTH["SHARE"]:
            long.add(table)
            yield ("MZ204" if strength[table] == STRENGTH["ACCESS EXCLUSIVE"] else "MZ203"), index
    for table in scans:
        if table not in rewrites and strength.get(table, 0) >= STRENGTH["SHARE"]:
            long.add(table)
            yield ("MZ202" if strength[table] == STRENGTH["ACCESS EXCLUSIVE"] else "MZ205"), table
    for ref in locks:
        if ref.kind != "table" or ref in long or strength[ref] < STRENGTH["SHARE"]:
            continue
        if ref not in subjects:
            yield "MZ207", ref
        else:
            yield ("MZ206" if strength[ref] == STRENGTH["ACCESS EXCLUSIVE"] else "MZ208"), ref
