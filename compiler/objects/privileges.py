from collections.abc import Container, Iterable, Iterator, Mapping

from attrs import evolve

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.grants import Step, steps
from mizzle.compiler.names import name, table
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.consent import Consent
from mizzle.model.default_privileges import OBJECTS, DefaultPrivileges, default_privileges
from mizzle.model.kinds import KINDS
from mizzle.model.names import identifier, qualified
from mizzle.model.object import Object
from mizzle.model.privileges import GRANTABLE, WORDS, Grant, Privileges, beside, given, grantable, usual
from mizzle.model.ref import Ref
from mizzle.model.role import SELF
from mizzle.model.sequence import Sequence

DEFAULTS = {word: objects for objects, word in OBJECTS.items()}


class PrivilegesDDL(DDL):
    model = Privileges
    word = "PRIVILEGES"

    def create(self, new: Privileges, world: World) -> Iterator[Statement]:
        yield from self.between(new, self.at_first(new, world), new, world)

    def drop(self, old: Privileges, world: World) -> Iterator[Statement]:
        """Back to what PostgreSQL gives everybody."""
        if not self.gone(old, world):
            yield from self.between(old, old, self.of_nobody(old, world), world)

    @alters("grants", "own")
    def replace(self, old: Privileges, new: Privileges, world: World) -> Iterator[Statement]:
        yield from self.between(new, old, new, world)

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:  # noqa: ARG002
        return iter(())

    def consents(self, old: Privileges, world: World) -> Iterator[Consent]:  # noqa: ARG002
        return iter(())

    def entailed(self, creates: Mapping[Ref, Object], world: World) -> Iterator[Privileges]:
        """New objects have what default privileges give them, which may not be what is wanted."""
        for ref in [*creates]:
            word = word_of(ref)
            if not word:
                continue
            yield from self.first(Privileges(ref=beside("privileges", ref), of=ref, fresh=True), world)

    def first(self, bare: Privileges, world: World) -> Iterator[Privileges]:
        """The privileges on a new object, where something has to be said."""
        wanted = world.new.get(bare.ref)
        if isinstance(wanted, Privileges):
            yield evolve(wanted, fresh=True)
        elif world.whole or bare.of in world.old:
            bare = self.of_nobody(bare, world)
            first = self.at_first(bare, world)
            if (set(first.grants), first.own) != (set(bare.grants), bare.own):
                yield bare

    # ---- what there is

    def gone(self, old: Privileges, world: World) -> bool:
        """Whether there will be nothing that the privileges are on."""
        return world.new.find(old.of) is None

    def of_nobody(self, item: Privileges, world: World) -> Privileges:
        """The privileges on an object of which nothing is said."""
        return evolve(item, grants=tuple(usual(item.of, item.word, world.major)), own=None)

    def at_first(self, new: Privileges, world: World) -> Privileges:
        """The privileges that are there when those of an object are told: on a new one default privileges are at work."""
        if not new.fresh:
            return self.of_nobody(new, world)
        word = new.word
        grants, own = given(word), None
        maker = self.maker(new, world)
        objects = DEFAULTS.get(word)
        if objects and maker:
            everywhere = _in_force(default_privileges("", maker, objects), world)
            if isinstance(everywhere, DefaultPrivileges):
                grants, own = frozenset(everywhere.grants), everywhere.own
            here = _in_force(default_privileges(new.of.schema, maker, objects), world) if new.of.schema else None
            if isinstance(here, DefaultPrivileges):
                grants |= {grant for grant in here.grants if grant.role != maker}
                added = {grant.privilege for grant in here.grants if grant.role == maker}
                own = own and tuple(sorted({*own, *added}))
        return evolve(new, grants=tuple(sorted(grants, key=lambda grant: (grant.role, grant.privilege))), own=own)

    def maker(self, new: Privileges, world: World) -> Ref | None:  # noqa: ARG002
        """Whose default privileges are at work when the object is made."""
        return world.facts.user

    # ---- what has to be said

    def between(self, about: Privileges, old: Privileges, new: Privileges, world: World) -> Iterator[Statement]:
        everything = grantable(about.word, world.major)
        gone = self.taken_along(about, world)
        whole = (about.whole,) if about.whole else ()
        owned = _owned_with(about.of, world)
        column = identifier(about.column or about.of.part) if whole else ""
        now = world.facts.owners.get(world.before.get(owned, owned)) or world.facts.user
        owner = owner_of(about, world)  # one who had something as somebody else has it as the owner from then on
        held = any(owner in (grant.role, *(by for by, _ in grant.gifts)) for grant in old.grants)
        for told in self.steps(about, old, new, world, gone):
            step = told
            if (
                not whole
                and not step.grants
                and any(
                    _held_of(part, {(role, word) for role in step.roles for word in step.privileges})
                    for column in world.old.parts(about.of)
                    for part in (column, *world.old.parts(column.ref))
                )
            ):
                step = evolve(step, cascade=True)
            before = whole if step.grants else ()  # what a table's REVOKE would take along comes after it
            yield Statement(
                sql=self.said(step, about, everything, column, world),
                needs=(*((beside("owner", owned),) if step.grants or now in step.roles or held else ()), *before),
                follows=before,
            )
            if not whole and not step.grants:
                yield from self.again(about, step, world)

    def said(self, step: Step, about: Privileges, everything: tuple[str, ...], column: str, world: World) -> str:
        """The statement of a step."""
        return step.text(target(about, world), everything, column)

    def steps(
        self,
        about: Privileges,
        old: Privileges,
        new: Privileges,
        world: World,
        gone: Container[tuple[Ref, str]] = (),
    ) -> list[Step]:
        everything = grantable(about.word, world.major)
        owner = owner_of(about, world)
        have = [left for grant in _known(old.grants, everything, owner) if (left := _left(grant, gone))]
        want = [*_known(new.grants, everything, owner)]
        if old.own != new.own:
            have += _owned(old.own, owner, everything)
            want += _owned(new.own, owner, everything)
        return steps(have, want)

    # A REVOKE on a table takes the privileges on its columns along (manual, REVOKE). Those that change themselves are
    # told afterwards, as if they had gone; those that stay as they are have to be granted again.

    def taken_along(self, about: Privileges, world: World) -> set[tuple[Ref, str]]:
        """What the change of a table's privileges takes away on one of its columns."""
        if about.whole is None:
            return set()
        old, new = world.old.get(about.whole), world.new.get(about.whole)
        if not isinstance(old, Privileges) or old == new:
            return set()
        wanted = new if isinstance(new, Privileges) else self.of_nobody(old, world)
        revoked = {
            (role, privilege)
            for step in self.steps(old, old, wanted, world)
            if not step.grants and not step.option
            for role in step.roles
            for privilege in step.privileges
        }
        return revoked | _passed_on(world.old.get(about.ref), revoked)

    def again(self, about: Privileges, step: Step, world: World) -> Iterator[Statement]:
        columns = world.new.parts(about.of)
        for part in (item for column in columns for item in (column, *world.new.parts(column.ref))):
            if isinstance(part, Privileges) and part.whole == about.ref and world.old.get(part.ref) == part:
                revoked = {(role, word) for role in step.roles for word in step.privileges}
                revoked |= _passed_on(part, revoked)
                lost = [grant for grant in part.grants if not _left(grant, revoked)]
                for following in steps((), lost):
                    name = identifier(part.column or part.of.part)
                    yield Statement(sql=following.text(target(part, world), GRANTABLE["COLUMN"], name))


def word_of(ref: Ref) -> str | None:
    """PostgreSQL's word for what has privileges; None for what has none."""
    return WORDS.get(ref.kind) or ("TYPE" if KINDS[ref.kind].space == "type" else None)


def target(item: Privileges, world: World) -> str:
    """The object as GRANT names it."""
    from mizzle.compiler.kinds import DDLS

    of, word = item.of, item.word
    if word == "COLUMN":
        return f"TABLE {name(of) if item.column else table(of)}"
    if word != "ROUTINE":
        return f"{word} {name(of)}"
    if of.kind == "aggregate":  # COMMENT ON tells ordered and direct arguments apart, GRANT does not
        return f"ROUTINE {qualified(of.schema, of.own)}({of.name.partition('(')[2]}"
    routine = world.new.get(of) or world.old[of]
    return f"ROUTINE {DDLS[of.kind].target(routine).partition(' ')[2]}"


def owner_of(item: Privileges, world: World) -> Ref:
    """Whom the object belongs to when the statement runs."""
    of = _owned_with(item.of, world)
    said = world.new.get(beside("owner", of))
    if said is not None:
        owner: Ref = said.role  # type: ignore[attr-defined]
        return owner
    return world.facts.owners.get(world.before.get(of, of)) or world.facts.user or SELF


def _owned_with(of: Ref, world: World) -> Ref:
    """Whose owner an object has: a column its table's, and a sequence that of the table that owns it."""
    item = world.new.get(of)
    owner = item.owned_by if isinstance(item, Sequence) else None
    return owner.table if owner else of.table if of.kind == "column" else of


def _in_force(ref: Ref, world: World) -> Object | None:
    """The default privileges while things are made."""
    return world.new.get(ref) if ref in world.early else world.old.get(ref)


def _passed_on(item: Object | None, revoked: set[tuple[Ref, str]]) -> set[tuple[Ref, str]]:
    """What others have of a column's privileges from those who lose them, however far it was passed on."""
    found: set[tuple[Ref, str]] = set()
    if isinstance(item, Privileges) and item.whole:
        while (
            more := {
                (grant.role, grant.privilege)
                for grant in item.grants
                if grant.by and (grant.by, grant.privilege) in revoked | found
            }
            - found
        ):
            found |= more
    return found


def _held_of(item: Object | None, revoked: set[tuple[Ref, str]]) -> bool:
    """Whether others, be it the owner, have a column's privileges from those who lose them."""
    back = isinstance(item, Privileges) and any(
        grant.back and (grant.role, grant.privilege) in revoked for grant in item.grants
    )
    return back or bool(_passed_on(item, revoked))


def _left(grant: Grant, revoked: Container[tuple[Ref, str]]) -> Grant | None:
    """What a role still has of a column's privilege when the owner has revoked it: what it has from those who keep theirs."""
    if (grant.role, grant.privilege) not in revoked:
        return grant
    return _by(grant, {by: option for by, option in grant.gifts if by and (by, grant.privilege) not in revoked})


def _known(grants: Iterable[Grant], everything: tuple[str, ...], owner: Ref) -> Iterator[Grant]:
    """What the server knows; a grant to the owner is none: what is the owner's own stands elsewhere."""
    grants = [*grants]
    back = {(by, grant.privilege) for grant in grants if grant.role == owner for by, _ in grant.gifts}
    for grant in grants:
        if grant.privilege in everything and grant.role != owner:
            gifts: dict[Ref | None, bool] = {}
            for by, option in grant.gifts:
                giver = None if by == owner else by
                gifts[giver] = option or gifts.get(giver, False)
            known = _by(grant, gifts)
            if known:
                yield evolve(known, back=known.back or (grant.role, grant.privilege) in back)


def _by(grant: Grant, gifts: Mapping[Ref | None, bool]) -> Grant | None:
    """The grant by these roles, and whether with grant option; None where nobody gives it."""
    if not gifts:
        return None
    by = None if None in gifts else [*gifts][-1]
    several = tuple(gifts.items()) if len(gifts) > 1 else ()
    return evolve(grant, by=by, grantable=any(gifts.values()), several=several)


def _owned(own: tuple[str, ...] | None, owner: Ref, everything: tuple[str, ...]) -> Iterator[Grant]:
    return (Grant(owner, privilege) for privilege in (everything if own is None else own))
