"""GRANT and REVOKE: the fewest statements between two sets of privileges.

Privileges that one role gets are told together, and so are roles that get the same. A REVOKE takes along what its role
has granted to others; what is still wanted of that is granted again, by the owner.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from mizzle.compiler.names import roles
from mizzle.model.privileges import Grant
from mizzle.model.ref import Ref

Held = dict[tuple[Ref, str], Grant]


@frozen
class Step:
    """One GRANT or REVOKE.

    option   of a GRANT: with grant option; of a REVOKE: of the grant option alone
    cascade  whether others have their privilege from these roles
    """

    grants: bool
    privileges: tuple[str, ...]
    roles: tuple[Ref, ...]
    option: bool = False
    cascade: bool = False

    def text(self, on: str, everything: tuple[str, ...], column: str = "") -> str:
        """The statement. A column comes behind each privilege."""
        full = len(everything) > 1 and set(self.privileges) == set(everything)
        words = ("ALL",) if full else tuple(word for word in everything if word in self.privileges)
        what = ", ".join(f"{word} ({column})" if column else word for word in words)
        if self.grants:
            return f"GRANT {what} ON {on} TO {roles(self.roles)}" + (" WITH GRANT OPTION" if self.option else "")
        return (
            f"REVOKE {'GRANT OPTION FOR ' if self.option else ''}{what} ON {on} FROM {roles(self.roles)}"
            f"{' CASCADE' if self.cascade else ''}"
        )


def steps(old: Iterable[Grant], new: Iterable[Grant]) -> list[Step]:
    """What leads from one set of privileges to the other, revocations first."""
    have, want = _held(old), _held(new)
    revoked = list(_revoked(have, want))
    granted = [
        (grant, grant.grantable, False)
        for key, grant in want.items()
        if key not in have or (grant.grantable and not have[key].grantable)
    ]
    return [*_merged(revoked, grants=False), *_merged(granted, grants=True)]


def _held(grants: Iterable[Grant]) -> Held:
    return {(grant.role, grant.privilege): grant for grant in grants}


def _revoked(have: Held, want: Mapping[tuple[Ref, str], Grant]) -> Iterator[tuple[Grant, bool, bool]]:
    """Grants to revoke, whether only their option, whether others stand on them. Takes all that goes out of `have`."""
    before = list(have.values())
    for key, grant in sorted(have.items(), key=lambda pair: (pair[1].by is not None, pair[0])):
        if have.get(key) != grant or (key in want and want[key].grantable >= grant.grantable):
            continue
        root = grant
        while root.by is not None and (giver := have.get((root.by, root.privilege))):
            root = giver
        whole = (root.role, root.privilege) not in want
        users = list(_standing_on(root, have))
        for user in users:
            del have[user.role, user.privilege]
        if whole:
            del have[root.role, root.privilege]
        else:
            have[root.role, root.privilege] = evolve(root, grantable=False)
        # Who has it from the owner too counts as the owner's; that somebody passed it on to him is not known here, and may
        # be somebody who has lost it from the owner by then and still has it from this one.
        passed_on = root.grantable and any(
            other.privilege == root.privilege and other.role != root.role for other in before
        )
        yield root, not whole, bool(users) or passed_on


def _standing_on(root: Grant, have: Held) -> Iterator[Grant]:
    for grant in list(have.values()):
        if grant.by == root.role and grant.privilege == root.privilege and grant is not root:
            yield grant
            yield from _standing_on(grant, have)


def _merged(found: list[tuple[Grant, bool, bool]], *, grants: bool) -> Iterator[Step]:
    by_role: dict[tuple[Ref, bool, bool], list[str]] = {}
    for grant, option, cascade in found:
        by_role.setdefault((grant.role, option, cascade), []).append(grant.privilege)
    alike: dict[tuple[tuple[str, ...], bool, bool], list[Ref]] = {}
    for (role, option, cascade), privileges in sorted(by_role.items()):
        alike.setdefault((tuple(sorted(privileges)), option, cascade), []).append(role)
    for (words, option, cascade), who in alike.items():
        yield Step(grants, words, tuple(who), option, cascade)
