"""Which consents a plan needs, which are given, and what is said where one is missing."""

from collections.abc import Iterable, Iterator

from mizzle.answers import Answers
from mizzle.compiler.plan import Plan
from mizzle.model.consent import Consent
from mizzle.model.ref import Ref
from mizzle.preflight import Finding

WORDS = {
    "drop-value": "enum {ref} loses the label {detail}",
    "drop-identity": "the sequence behind column {ref} goes, and its position with it",
    "replace-column": "column {ref} is dropped and added again, empty",
    "replace-user-mapping": "user mapping {ref} is made again, without its password: give it anew",
    "replace-table": "table {ref} is dropped and made again, empty",
}


def needed(plan: Plan, findings: Iterable[Finding]) -> list[Finding]:
    """Everything that somebody has to agree to."""
    along = dict(plan.casualties)
    said = [Finding(consent, _said(consent, along.get(consent, ()))) for consent in plan.consents]
    held = [
        Finding(consent, reason if "; --expand " in reason else f"{reason}, and there is no way online")
        for consent, reason in plan.blocking
    ]
    return list(dict.fromkeys([*said, *held, *findings]))


def _said(consent: Consent, along: tuple[Ref, ...]) -> str:
    words = WORDS.get(consent.action)
    if words:
        return words.replace("{ref}", str(consent.ref)).replace("{detail}", repr(consent.detail))
    taken = ", ".join(f"{part.kind.replace('_', ' ')} {part}" for part in along)
    kind = consent.ref.kind.replace("_", " ").replace("namespace", "schema")
    return f"drops {kind} {consent.ref}" + (f" and with it {taken}" if taken else "")


def missing(findings: Iterable[Finding], answers: Answers) -> list[Finding]:
    """What nobody has agreed to. Consents are compared whole: users.nick does not allow users.nickname."""
    return [] if answers.all else [item for item in findings if str(item.consent) not in answers.allowed]


def unused(findings: Iterable[Finding], answers: Answers) -> Iterator[str]:
    """Remarks on consents that the plan does not need: misspelt, or given before and done."""
    asked = {str(item.consent) for item in findings}
    for text in sorted(answers.allowed - asked):
        yield f"--allow {text} matches nothing"
