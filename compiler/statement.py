"""One step of a plan, with all that is known of it before it runs."""

from attrs import field, frozen

from mizzle.model.consent import Consent
from mizzle.model.hazard import Hazard, Lock, Size
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.right import Right

# The passes of ALTER TABLE (tablecmds.c, AlterTablePass): PostgreSQL carries out the actions of one ALTER TABLE in
# this order whatever order they are written in, so actions share a statement only where ours is the same.
DROP, TYPE, ADD_COLUMN, EXPRESSION, COLUMN, KEY, CONSTRAINT, MISC = range(8)


@frozen(kw_only=True)
class Probe:
    """A bounded question to the live rows, asked before the first statement.

    sql      SELECT of one count, at most 1,001; or of one text that lists what is found
    message  what such rows mean, with {count} for their number ("3", "at least 1,000", "unknown") or the list
    consent  what has to be agreed to when there are any
    sample   SELECT of a few of the values, for whoever asks to see them; empty where there are none to show
    """

    sql: str
    message: str
    consent: Consent
    sample: str = ""

    def told(self, count: str) -> str:
        """The message with its number. Not str.format(): a name in it may hold braces."""
        return self.message.replace("{count}", count)


@frozen
class Act:
    """What a statement does to one object, by the name of its form (compiler/forms.py).

    other     the second object that it names, as the parent of INHERIT
    old, new  the object before and after, while the plan is made
    makes     the refs that are there afterwards, of objects that were not
    removes   the refs that are gone afterwards
    """

    form: str
    ref: Ref
    other: Ref | None = None
    old: Object | None = field(default=None, eq=False, repr=False)
    new: Object | None = field(default=None, eq=False, repr=False)
    makes: frozenset[Ref] = field(default=frozenset(), eq=False, repr=False)
    removes: frozenset[Ref] = field(default=frozenset(), eq=False, repr=False)


@frozen(kw_only=True)
class Statement:
    """An SQL statement, or one action of ALTER TABLE that may share a statement with others.

    about       the object that it is there for: decides where a plan may be cut, and whose place an error names
    sql         the text; with a head, the action alone
    reason      why it is there
    head        `ALTER TABLE "app"."users"` for an action
    stage       the pass of ALTER TABLE that carries the action out
    alone       whether the action may not share a statement (a helper and its consumer, a scan that a share brings back)
    closing     whether nothing else that is done to its object may share its statement
    needs       refs that must be there before it, beside what its object requires
    before      refs that must be made, or changed in place, after it
    without     refs that need not be there before it, though its object requires them
    unfelt      whether it changes nothing for those who need its object, so that none of them waits for it
    reads       refs of the old state that it reads, so that they go later, if they go
    follows     refs of the old state that must be gone before, if they go
    frees       names that are free afterwards, beside those of an object that it drops
    takes       names that must be free before, beside those of an object that it makes
    avoids      names that must be free when it runs, and that something may have afterwards
    consents    what somebody has to agree to
    probes      what to ask the rows beforehand
    transactional        whether it can run inside a transaction
    usable_after_commit  enum labels that nothing may use in the same transaction
    online      the statements that do the same and block nobody for longer than a moment (compiler/online.py)
    unable      why there are no such statements, where it keeps others waiting for as long as a table is big
    apart       whether it stands in a transaction of its own: what it or those before it lock must not be held meanwhile
    begins      whether what stands before it is committed first
    late        whether it comes when all else is done
    removes     whether its object is gone afterwards
    repairs     whether it takes away what a plan that was interrupted has left behind
    actions     the actions that share it and repair nothing, each as a statement of its own
    repeatable  whether it may be cut off anywhere and run again, in no transaction though it changes rows
    patient     whether it may wait and work for as long as it takes, for it keeps nobody from reading and writing
    form        which row of compiler/forms.py it is, where the verb and the kind do not say it ("create index")
    other       the second object that it names, as the parent of INHERIT

    What follows is filled for the statements of a plan (compiler/effects.py), for objects that are there before it:

    acts        its forms: one, or one for each action of an ALTER TABLE
    locks       the strongest lock on each relation; what blocks nobody who reads or writes rows is left out
    rewrites    tables whose rows are written anew
    scans       tables that are read from end to end
    builds      indexes that are built, or built anew
    indexed     the tables of those
    hazards     what may go wrong, and the safer way
    sizes       of the tables that it rewrites, scans, builds an index of, or locks, as far as somebody has counted
    rights      what whoever runs it must be allowed to do, on objects that are there before the plan
    """

    sql: str
    about: Ref | None = None
    reason: str = ""
    head: str = ""
    stage: int = MISC
    alone: bool = False
    closing: bool = False
    needs: tuple[Ref, ...] = ()
    before: tuple[Ref, ...] = ()
    without: tuple[Ref, ...] = ()
    unfelt: bool = False
    reads: tuple[Ref, ...] = ()
    follows: tuple[Ref, ...] = ()
    frees: tuple[Ref, ...] = ()
    takes: tuple[Ref, ...] = ()
    avoids: tuple[Ref, ...] = ()
    consents: tuple[Consent, ...] = ()
    probes: tuple[Probe, ...] = ()
    transactional: bool = True
    usable_after_commit: tuple[str, ...] = ()
    online: "tuple[Statement, ...]" = ()
    unable: str = ""
    apart: bool = False
    begins: bool = False
    late: bool = False
    removes: bool = False
    repairs: bool = False
    actions: tuple[str, ...] = ()
    patient: bool = False
    repeatable: bool = False
    form: str = ""
    other: Ref | None = None
    acts: tuple[Act, ...] = ()
    locks: tuple[Lock, ...] = ()
    rewrites: tuple[Ref, ...] = ()
    scans: tuple[Ref, ...] = ()
    builds: tuple[Ref, ...] = ()
    indexed: tuple[Ref, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    sizes: tuple[tuple[Ref, Size], ...] = ()
    rights: tuple[Right, ...] = ()

    @property
    def long(self) -> tuple[Ref, ...]:
        """The tables that it keeps others waiting for, for as long as they are big."""
        blocking = {lock.ref for lock in self.locks if lock.blocks}
        found = dict.fromkeys((*self.rewrites, *self.scans, *self.indexed))
        return tuple(ref for ref in found if ref in blocking)

    def told_long(self, table: Ref) -> str:
        """What others wait for at one of those tables."""
        what = "written anew" if table in self.rewrites else "looked at"
        alone = any(lock.ref == table and lock.blocks == "writes" for lock in self.locks)
        return f"all rows of {table} are {what} while nobody can {'write' if alone else 'read or write'} it"

    @property
    def units(self) -> tuple[str, ...]:
        """What it does beyond repairs, action by action: what is compared where a plan is made again."""
        return () if self.repairs else self.actions or (self.text,)

    @property
    def text(self) -> str:
        """The whole statement, without a semicolon."""
        if not self.head:
            return self.sql
        return self.head + self.sql if self.sql.startswith("\n") else f"{self.head} {self.sql}"
