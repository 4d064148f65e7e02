"""GRANT and REVOKE: the fewest statements between two sets of privileges.

Privileges that one role gets are told together, and so are roles that get the same. A REVOKE takes along what its role
has granted to others; what is still wanted of that is granted again, by the owner.
"""

from collections.abc import Container, Iterable, Iterator, Mapping

from attrs import frozen

from mizzle.compiler.names import roles
from mizzle.model.privileges import Grant
from mizzle.model.ref import Ref

Held = dict[tuple[Ref, str, Ref | None], bool]  # role, privilege, from whom → with grant option


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
    old = [*old]
    have = {(*key, by): option for grant in old for key in [_key(grant)] for by, option in grant.gifts}
    want = {_key(grant): grant for grant in new}
    back = {_key(grant) for grant in old if grant.back}
    revoked = list(_revoked(have, want, back))
    granted = [
        (grant, grant.grantable, False)
        for key, grant in want.items()
        if not any(option >= grant.grantable for option in _of(*key, have).values())
    ]
    return [*_merged(revoked, grants=False), *_merged(granted, grants=True)]


def _key(grant: Grant) -> tuple[Ref, str]:
    return grant.role, grant.privilege


def _of(role: Ref, privilege: str, have: Held) -> dict[Ref | None, bool]:
    """Whom a role has a privilege from, and whether with grant option."""
    return {by: option for (who, word, by), option in have.items() if (who, word) == (role, privilege)}


def _revoked(
    have: Held, want: Mapping[tuple[Ref, str], Grant], back: Container[tuple[Ref, str]]
) -> Iterator[tuple[Grant, bool, bool]]:
    """Grants to revoke, whether only their option, whether others stand on them. Takes all that goes out of `have`.

    The owner revokes what he has given. What others have given goes when they lose their grant option.
    """
    before = dict(have)
    for role, word, by in sorted(before, key=lambda key: (key[2] is not None, key[:2], key[2] or key[0])):
        wanted = want.get((role, word))
        while (option := have.get((role, word, by))) is not None and (wanted is None or option > wanted.grantable):
            root = _root(role, word, by, have)
            keeps = want.get((root, word))
            if keeps is None:
                del have[root, word, None]
            else:
                have[root, word, None] = False
            _fall(root, word, have)
            # A declaration does not tell whom somebody has it from: it may be this role, if it could pass it on.
            passed = before.get((root, word, None)) and any(what == word and who != root for who, what, _ in before)
            yield Grant(root, word), keeps is not None, bool(passed) or (root, word) in back


def _root(role: Ref, word: str, by: Ref | None, have: Held) -> Ref:
    """The role that has from the owner what leads to this gift."""
    while by is not None:
        givers = _of(by, word, have)
        role, by = by, None if givers.get(None) else next(giver for giver, option in givers.items() if option)
    return role


def _fall(role: Ref, word: str, have: Held) -> None:
    """Take along what a role has given, where it may not any more."""
    if any(_of(role, word, have).values()):
        return
    for who, what, by in [*have]:
        if what == word and by == role and have.pop((who, what, by), None) is not None:
            _fall(who, word, have)


def _merged(found: list[tuple[Grant, bool, bool]], *, grants: bool) -> Iterator[Step]:
    by_role: dict[tuple[Ref, bool, bool], list[str]] = {}
    for grant, option, cascade in found:
        by_role.setdefault((grant.role, option, cascade), []).append(grant.privilege)
    alike: dict[tuple[tuple[str, ...], bool, bool], list[Ref]] = {}
    for (role, option, cascade), privileges in sorted(by_role.items()):
        alike.setdefault((tuple(sorted(privileges)), option, cascade), []).append(role)
    for (words, option, cascade), who in alike.items():
        yield Step(grants, words, tuple(who), option, cascade)
