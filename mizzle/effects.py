"""What statements do to a live database, as people and machines read it."""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from mizzle.model.hazard import Hazard, Size

if TYPE_CHECKING:
    from mizzle.compiler.statement import Statement

# A lock of a moment is told with the lock.
UNITS = ("bytes", "kB", "MB", "GB", "TB")
MOMENTARY = ("MZ206", "MZ207", "MZ208")


def shown(statement: "Statement") -> Iterator[str]:
    """The locks of a statement on one line, then a line a hazard."""
    sizes = dict(statement.sizes)
    told = [
        f"{lock.ref} {lock.mode}"
        for lock in statement.locks
        if lock.blocks and lock.ref.kind in ("table", "view", "materialized_view", "sequence")
    ]
    if told:
        yield f"locks {', '.join(told)}"
    for hazard in pressing(statement):
        table = next((ref for ref in (hazard.ref, hazard.ref.table) if ref in sizes), None)
        table = table or next((ref for ref in statement.indexed if hazard.ref in statement.builds), None)
        size = sizes.get(table) if table and hazard.code.startswith("MZ2") else None
        known = measured(size) if size else ""
        yield str(hazard) + (f", {known}" if known else "")


def pressing(statement: "Statement") -> tuple[Hazard, ...]:
    """The hazards beside locks of a moment."""
    return tuple(hazard for hazard in statement.hazards if hazard.code not in MOMENTARY)


def remarks(statements: Iterable["Statement"]) -> Iterator[str]:
    """A line a hazard of the whole plan, beside what is asked for anyway: losses, and rows that stand in the way."""
    lines = [line for item in statements for line in shown(item) if line.startswith(("MZ2", "MZ4", "MZ5"))]
    yield from dict.fromkeys(lines)


def unasked(statements: Iterable["Statement"], asked: Collection[tuple[str, str]]) -> Iterator[str]:
    """A line for what the rows may lose or be in the way of, where nobody asks them: codes and refs were `asked` of somebody."""
    lines = [
        str(hazard)
        for item in statements
        for hazard in item.hazards
        if hazard.code.startswith(("MZ1", "MZ3")) and (hazard.code, str(hazard.ref)) not in asked
    ]
    yield from dict.fromkeys(lines)


def measured(size: Size) -> str:
    """`about 3,100,000 rows, 412 MB`; empty where nobody has counted."""
    words = [f"about {size.rows:,} rows"] if size.rows >= 0 else []
    if size.bytes:
        words.append(amount(size.bytes))
    return ", ".join(words)


def amount(count: float) -> str:
    """`412 MB`."""
    unit = 0
    while count >= 1024 and unit < len(UNITS) - 1:
        count, unit = count / 1024, unit + 1
    return f"{count:.0f} {UNITS[unit]}"


def facts(statement: "Statement") -> dict[str, Any]:
    """The same for machines."""
    return {
        "sql": statement.text,
        "locks": [{"kind": lock.ref.kind, "relation": str(lock.ref), "mode": lock.mode} for lock in statement.locks],
        "rewrites": [str(ref) for ref in statement.rewrites],
        "scans": [str(ref) for ref in statement.scans],
        "builds": [str(ref) for ref in statement.builds],
        "hazards": [
            {
                "code": hazard.code,
                "title": hazard.story.title,
                "object": str(hazard.ref),
                "detail": hazard.detail,
                "safer": hazard.safer or hazard.story.safer,
            }
            for hazard in statement.hazards
        ],
        "sizes": {str(ref): {"rows": size.rows, "bytes": size.bytes} for ref, size in statement.sizes},
        "transactional": statement.transactional,
    }
