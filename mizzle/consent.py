"""Which consents a plan needs, which are given, and what is said where one is missing."""

from collections.abc import Iterable

from mizzle.answers import Answers
from mizzle.compiler.plan import Plan
from mizzle.model.ref import Ref
from mizzle.preflight import Finding

WORDS = {
    "drop-value": "removes a label of the enum",
    "change-type": "may lose what the new type cannot hold",
    "drop-identity": "loses the sequence's position",
    "replace-column": "drops the column and adds it again, empty",
}


def needed(plan: Plan, findings: Iterable[Finding]) -> list[Finding]:
    """Everything that somebody has to agree to."""
    along = dict(plan.casualties)
    said = [
        Finding(consent, WORDS.get(consent.action) or _dropped(consent.ref, along.get(consent, ())))
        for consent in plan.consents
    ]
    return list(dict.fromkeys([*said, *findings]))


def _dropped(ref: Ref, along: tuple[Ref, ...]) -> str:
    taken = ", ".join(f"{part.kind.replace('_', ' ')} {part}" for part in along)
    return f"drops {ref.kind.replace('_', ' ').replace('namespace', 'schema')} {ref}" + (
        f" and with it {taken}" if taken else ""
    )


def missing(findings: Iterable[Finding], answers: Answers) -> list[Finding]:
    """What nobody has agreed to. Consents are compared whole: users.nick does not allow users.nickname."""
    return [] if answers.all else [item for item in findings if str(item.consent) not in answers.allowed]
