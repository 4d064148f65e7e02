"""What a statement does to those who use the database meanwhile, as values: locks, and hazards with stable codes.

The story of each code stands in `STORIES`; `mizzle explain` tells it. MZ1xx loses data, MZ2xx blocks, MZ3xx may fail on the
rows that are there, MZ4xx breaks running clients, MZ5xx changes who may do what, MZ6xx is good practice (`mizzle lint`).
"""

from attrs import frozen

from mizzle.model.ref import Ref
from mizzle.model.stories import STORIES, Story

# PostgreSQL's table-level locks, each stronger than those before it (manual, explicit-locking).
MODES = (
    "ACCESS SHARE",
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE",
)
STRENGTH = {mode: place for place, mode in enumerate(MODES)}
# Whom each keeps waiting, and waits for (manual, the table of conflicting modes).
CONFLICTS = {
    "ACCESS SHARE": MODES[7:],
    "ROW SHARE": MODES[6:],
    "ROW EXCLUSIVE": MODES[4:],
    "SHARE UPDATE EXCLUSIVE": MODES[3:],
    "SHARE": (*MODES[2:4], *MODES[5:]),
    "SHARE ROW EXCLUSIVE": MODES[2:],
    "EXCLUSIVE": MODES[1:],
    "ACCESS EXCLUSIVE": MODES,
}

# The code of what somebody has to agree to; of any other drop it is MZ107.
ACTIONS = {
    "drop-table": "MZ101",
    "drop-column": "MZ102",
    "replace-column": "MZ103",
    "replace-table": "MZ104",
    "drop-value": "MZ105",
    "drop-identity": "MZ106",
    "drop-sequence": "MZ106",
    "drop-schema": "MZ111",
    "drop-attribute": "MZ112",
    "change-type": "MZ108",
    "change-bounds": "MZ109",
    "set-not-null": "MZ301",
    "add-primary-key": "MZ302",
    "add-unique": "MZ302",
    "add-index": "MZ302",
    "add-foreign-key": "MZ303",
    "add-check": "MZ304",
    "add-not-null": "MZ306",
    "add-exclusion": "MZ307",
    "attach-partition": "MZ308",
    "detach-partition": "MZ303",
    "copy-rows": "MZ308",
    "long-run": "MZ201",
    "fill-disk": "MZ214",
}


@frozen
class Lock:
    """The strongest lock that a statement takes on a relation, which it holds until its transaction ends."""

    ref: Ref
    mode: str

    @property
    def blocks(self) -> str:
        """Whom it keeps waiting: "reads and writes", "writes", or "" for other changes of the schema at most."""
        strength = STRENGTH[self.mode]
        return "reads and writes" if self.mode == MODES[-1] else "writes" if strength >= STRENGTH["SHARE"] else ""


@frozen
class Size:
    """How big a table is, as the server's statistics estimate it: -1 rows and 0 bytes where nobody has counted yet."""

    rows: int
    bytes: int


@frozen
class Hazard:
    """One thing that may go wrong, for one object.

    code    its story is STORIES[code]
    ref     the object that it is about
    detail  what is particular here, as an enum's label
    safer   the safer way here, where the story's own is not the one
    """

    code: str
    ref: Ref
    detail: str = ""
    safer: str = ""

    @property
    def story(self) -> Story:
        return STORIES[self.code]

    def __str__(self) -> str:
        return f"{self.code} {self.story.title}: {self.ref}" + (f" ({self.detail})" if self.detail else "")


def strongest(locks: "tuple[Lock, ...]") -> "Lock | None":
    """The first of the strongest locks."""
    return max(locks, key=lambda lock: STRENGTH[lock.mode], default=None)


def spelled(mode: str) -> str:
    """`ShareUpdateExclusiveLock`, as pg_locks has it, in the manual's words."""
    return "".join(f" {letter}" if letter.isupper() else letter for letter in mode.removesuffix("Lock")).strip().upper()
