"""What each form of statement does to a live database: one row a form, as measured on PostgreSQL 14 to 18.

tests/compiler/test_forms.py measures every row anew on the running servers. Which relations a word means is said in
compiler/scene.py, for partitions in compiler/partitions.py:

    table      the table, view or materialized view itself        self       the object's own index, sequence, constraint's index
    below      the tables that inherit it, however far            indexes    its indexes
    partitions its partitions, however far                        heirs      those below that are no partitions
    children   those that inherit it directly                     along      those below that a column or check comes to or goes
    all        itself and those below that change with it                    from, and where that ends as they have their own
    bound      those below that its check binds too               fired      the partitions that have its trigger too
    deferring  the partitions, if its key is deferrable: a trigger checks it there
    nullable   those of all where no NOT NULL, or check, is       unchecked  those of all whose check is not valid yet
               known to hold                                      remade     the indexes of those of all that have rows themselves
    uses       its indexes that the column stands in              rebuilt    those of them whose file cannot stay
    target     the table that a foreign key references, be it     others     tables at the other end of its foreign keys
               of what it is a partition of, and its partitions   referrers  tables that reference what it is a partition of
    doubted    the default partition beside it and that one's,    entering   itself and its partitions, unless it is known to
               unless it is known to have none of the rows                   have no other rows
    files      its indexes, if it has rows itself             adopted    partitions with foreign keys that become part
    unproved   the partitions that have no such foreign key by               of the partitioned table's, what those
               themselves                                                    reference, and its partitions
    attached   its indexes that belong to the partitioned table's  referenced  itself, if there are such
    owned      the sequences that its columns own                 counter    the hidden sequence of an identity
    parent     the table that it is a partition of                sibling    the default partition beside it
    parents    the tables that it inherits                        published  the tables of a publication
    marked     the index that a table is told of                  used       the index that becomes a constraint's, or that it
                                                                             becomes a part of
    parent_indexes  the indexes of the partitioned table          unenforced the tables that its foreign keys over the column
    taken      the indexes of partitions that become their                   reference, where they are NOT ENFORCED
               parts of the new one                           unindexed  the partitions that have no such index
    joined     those that are parts of it, where they are told of filling    the tables below, if a column of the new primary
    unfilled   those of them that are looked at for it                       key has to become NOT NULL

    poured     the table whose rows are copied, and its partitions

The indexes of partitions that come and go with the partitioned table's have no words of their own.
    holders    the tables with a column of the type               checked    the tables with a check that the column stands in

What reading and writing rows takes itself (ACCESS SHARE, ROW EXCLUSIVE, and ROW SHARE on indexes) is left out.
"""

from collections.abc import Mapping

from attrs import Factory, evolve, frozen

DOWNWARDS = frozenset(
    {"below", "along", "bound", "partitions", "fired"}
)  # words for tables below that change with theirs
RS, RX, SUE = "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE"
S, SRX, X, AX = "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"


@frozen
class Form:
    """One row.

    locks     the lock on each of the relations that a word means
    rewrites  words for tables whose rows are written anew
    scans     words for tables that are read to the end, beside those that are rewritten or get an index. The table that
              a foreign key references is read as the planner chooses
    builds    words for indexes that are built
    hazards   codes that hold whatever the rows are
    since     rows that hold from a major version on, where it differs
    """

    locks: Mapping[str, str] = Factory(dict)
    rewrites: tuple[str, ...] = ()
    scans: tuple[str, ...] = ()
    builds: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    since: "Mapping[int, Form]" = Factory(dict)

    def on(self, major: int) -> "Form":
        """The row for a version."""
        newer = [version for version in self.since if version <= major]
        return self.since[max(newer)] if newer else self


def _form(*hazards: str, rewrites: str = "", scans: str = "", builds: str = "", **locks: str) -> Form:
    return Form(locks, tuple(rewrites.split()), tuple(scans.split()), tuple(builds.split()), hazards)


def _referred(form: Form) -> Form:
    """A row where what references the partitioned table is locked too, since PostgreSQL 15."""
    return evolve(form, since={15: evolve(form, locks={**form.locks, "referrers": SRX})})


QUIET = _form()
ALTER = _form(table=AX)  # one table alone
PARTED = _form(table=AX, partitions=AX)
INHERITED = _form(table=AX, below=AX)
ALONG = _form(table=AX, along=AX)
RECOMPUTED = _form(rewrites="all", builds="remade", table=AX, below=AX, uses=AX, remade=AX, others=AX, unenforced=SRX)

LOGGED = _form(table=AX, indexes=AX, rewrites="table", builds="indexes")
MADE = _form(parent=AX, parent_indexes=SUE, sibling=AX, target=SRX)
PROVEN = _form(parent=SUE, parent_indexes=SUE, table=AX, sibling=AX, target=SRX, adopted=AX)

FORMS: dict[str, Form] = {
    # ---- tables
    "create table": _form(target=SRX),
    "create table inheriting": _form(parents=SUE, target=SRX),
    "create table partition": _referred(_form(doubted=AX, scans="doubted", **MADE.locks)),
    "drop table": _form(table=AX, below=AX, indexes=AX, owned=AX, others=AX, parent=AX, sibling=AX),
    "rename table": _form("MZ401", table=AX),
    "rename table aside": ALTER,
    "rename table aside moving": _form(table=AX, owned=AX),
    "rename table unmoved": _form("MZ401", table=AX),
    "rename table moving": _form("MZ401", table=AX, owned=AX),
    "attach partition": _referred(_form("MZ308", partitions=AX, doubted=AX, scans="entering doubted", **PROVEN.locks)),
    "create table partition proven": _referred(MADE),
    "attach partition proven": _referred(PROVEN),
    "copy rows": _form(rewrites="poured"),
    "detach partition": _form(
        parent=AX, table=AX, partitions=AX, attached=AX, sibling=AX, target=SRX, referrers=AX, scans="referenced"
    ),
    "inherit": _form(table=AX, parents=SUE),
    "no inherit": _form(table=AX),
    "of type": ALTER,
    "set table options": _form(table=SUE),
    "set table options exclusively": _form(table=AX),
    "set access method": _form(table=AX, files=AX, rewrites="table", builds="files"),
    "set tablespace": _form(table=AX, rewrites="table"),
    "set logged": evolve(LOGGED, since={15: evolve(LOGGED, locks={**LOGGED.locks, "owned": AX})}),
    "set unlogged": evolve(
        LOGGED,
        hazards=("MZ110",),
        since={15: evolve(LOGGED, locks={**LOGGED.locks, "owned": AX}, hazards=("MZ110",))},
    ),
    "set foreign options": ALTER,
    "replica identity": ALTER,
    "replica identity index": _form(table=AX, marked=S),
    "cluster on": _form(table=SUE, marked=SUE),
    "without cluster": _form(table=SUE),
    "enable row security": _form("MZ504", table=AX),
    "disable row security": _form("MZ504", table=AX),
    "force row security": _form("MZ504", table=AX),
    "no force row security": _form("MZ504", table=AX),
    "comment table": _form(table=SUE),
    # ---- columns
    "create column": ALONG,
    "create column rewriting": _form(rewrites="all", builds="remade", table=AX, along=AX, remade=AX),
    "create column checking": _form(table=AX, along=AX, scans="all"),
    "drop column": _form(table=AX, along=AX, uses=AX, owned=AX, others=AX),
    "disinherit column": _form(table=AX, children=AX, uses=AX, owned=AX, others=AX),
    "rename column": _form("MZ401", table=AX, below=AX),
    "change type": _form(
        "MZ402",
        "MZ209",
        table=AX,
        below=AX,
        uses=AX,
        others=AX,
        unenforced=SRX,
        counter=SRX,
        scans="checked",
        builds="rebuilt",
    ),
    "change type rewriting": evolve(RECOMPUTED, hazards=("MZ402", "MZ209"), locks={**RECOMPUTED.locks, "counter": SRX}),
    "fill column": _form("MZ215"),
    "prove column": _form(table=AX),
    "look at column": _form(table=SUE, scans="table"),
    "swap column": _form("MZ402", table=AX),
    "set not null": _form("MZ403", table=AX, along=AX, scans="nullable"),
    "set not null proven": _form("MZ403", table=AX, below=AX),
    "drop not null": evolve(INHERITED, since={18: ALONG}),
    "drop not null alone": evolve(ALTER, since={18: ALONG}),
    "rename not null": INHERITED,
    "set default": INHERITED,
    "drop default": INHERITED,
    "set default alone": ALTER,
    "drop default alone": ALTER,
    "drop expression": INHERITED,
    "set expression": INHERITED,
    "set expression rewriting": evolve(RECOMPUTED, hazards=("MZ209",)),
    "add identity": evolve(ALTER, since={17: PARTED}),
    "set identity": evolve(_form(table=AX, counter=SRX), since={17: _form(table=AX, partitions=AX, counter=SRX)}),
    "change identity": _form(table=AX, counter=SRX),
    "drop identity": evolve(
        _form("MZ106", table=AX, counter=AX), since={17: _form("MZ106", table=AX, partitions=AX, counter=AX)}
    ),
    "rename identity sequence": _form(counter=AX),
    "set identity position": QUIET,
    "set position": QUIET,
    "set position from identity": QUIET,
    "set position from rows": QUIET,
    "set storage": INHERITED,
    "set compression": ALTER,
    "set statistics target": _form(table=SUE, below=SUE),
    "set column options": _form(table=SUE),
    "comment column": _form(table=SUE),
    # ---- constraints
    "create primary key": evolve(
        _form(
            "MZ302",
            table=AX,
            heirs=AX,
            partitions=S,
            deferring=SRX,
            filling=AX,
            taken=S,
            scans="unindexed unfilled",
            builds="self",
        ),
        since={18: _form("MZ302", table=AX, below=AX, taken=S, scans="unindexed unfilled", builds="self")},
    ),
    "create unique": evolve(
        _form("MZ302", table=AX, partitions=S, deferring=SRX, taken=S, scans="unindexed", builds="self"),
        since={18: _form("MZ302", table=AX, below=AX, taken=S, scans="unindexed", builds="self")},
    ),
    "create exclusion": evolve(
        _form("MZ307", table=AX, builds="self"),
        since={18: _form("MZ307", table=AX, below=AX, taken=S, scans="unindexed", builds="self")},
    ),
    "create check": evolve(
        _form("MZ304", table=AX, along=AX, scans="all"), since={18: _form("MZ304", table=AX, below=AX, scans="all")}
    ),
    "create check not valid": evolve(
        _form("MZ403", table=AX, along=AX), since={18: _form("MZ403", table=AX, below=AX)}
    ),
    "validate check": _form("MZ304", table=SUE, bound=SUE, scans="unchecked"),
    "create foreign key": evolve(
        _form("MZ303", table=SRX, partitions=SRX, target=SRX, adopted=AX, scans="table unproved"),
        since={18: _form("MZ303", table=SRX, below=SRX, target=SRX, adopted=AX, scans="table unproved")},
    ),
    "create foreign key not valid": evolve(
        _form(table=SRX, partitions=SRX, target=SRX, adopted=AX),
        since={18: _form(table=SRX, below=SRX, target=SRX, adopted=AX)},
    ),
    "validate foreign key": _form("MZ303", table=SUE, unmatched=SUE, matched=RS, scans="table unmatched"),
    "set deferral": PARTED,
    "drop primary key": _form("MZ210", table=AX, partitions=AX, self=AX, joined=AX),
    "drop unique": _form("MZ210", table=AX, partitions=AX, self=AX, joined=AX),
    "drop exclusion": _form("MZ210", table=AX, self=AX),
    "drop check": ALONG,
    "disinherit check": _form(table=AX, children=AX),
    "drop foreign key": _form(table=AX, partitions=AX, target=AX),
    "rename primary key": _form(self=SUE),
    "rename unique": _form(self=SUE),
    "rename exclusion": _form(self=SUE),
    "rename check": _form(table=AX, bound=AX),
    "rename foreign key": ALTER,
    "comment primary key": QUIET,
    "comment unique": QUIET,
    "comment exclusion": QUIET,
    "comment check": QUIET,
    "comment foreign key": QUIET,
    # ---- indexes
    "create index": _form(table=S, partitions=S, taken=S, scans="unindexed", builds="self"),
    "drop index": _form("MZ210", table=AX, partitions=AX, self=AX, joined=AX),
    "rename index": _form(self=SUE),
    "set index options": _form(self=SUE),
    "set index statistics": _form(self=SUE),
    "set index options exclusively": _form(self=AX),
    "set index tablespace": _form("MZ213", self=AX, builds="self"),
    "comment index": _form(self=SUE),
    # ---- what runs without blocking, outside a transaction or in one of its own (--online)
    "create index concurrently": _form("MZ211", table=SUE, builds="self"),
    "drop index concurrently": _form("MZ210", "MZ211", table=SUE, self=SUE),
    "create index on only": _form(table=S),
    "attach index": _form(self=SUE),
    "attach to index": _form(self=AX, used=SUE),
    "create key on only": _form(table=AX),
    "create unique using index": evolve(_form(table=AX, used=SUE), since={18: _form(table=AX, below=AX, used=SUE)}),
    "create primary key using index": _form(table=AX, below=AX, used=SUE, scans="emptied"),
    "replace unique using index": evolve(
        _form(table=AX, self=AX, used=SUE), since={18: _form(table=AX, below=AX, self=AX, used=SUE)}
    ),
    "replace primary key using index": _form(table=AX, below=AX, self=AX, used=SUE, scans="emptied"),
    "create not null not valid": _form("MZ403", table=AX, along=AX),
    "validate not null": _form("MZ301", table=SUE, below=SUE, scans="unchecked"),
    "detach partition concurrently": _form("MZ211", parent=SUE, table=AX),
    "analyze": evolve(
        _form(table=SUE, partitions=SUE, scans="table partitions"),
        since={18: _form(table=SUE, below=SUE, scans="table below")},
    ),
    # ---- views, sequences, and what hangs on tables
    "create view": QUIET,
    "replace view": _form(table=AX),
    "drop view": _form(table=AX),
    "rename view": _form("MZ401", table=AX),
    "view default": _form(table=AX),
    "set view options": _form(table=AX),
    "comment view": _form(table=SUE),
    "create materialized view": _form("MZ212"),
    "drop materialized view": _form(table=AX, indexes=AX),
    "rename materialized view": _form("MZ401", table=AX),
    "set view access method": _form(table=AX, indexes=AX, rewrites="table", builds="indexes"),
    "set view tablespace": _form(table=AX, rewrites="table"),
    "refresh materialized view": _form("MZ212", table=AX, indexes=AX, rewrites="table", builds="indexes"),
    "empty materialized view": _form(table=AX, indexes=AX, rewrites="table", builds="indexes"),
    "comment materialized view": _form(table=SUE),
    "create sequence": QUIET,
    "change sequence": _form(self=SRX),
    "log sequence": _form(self=AX),
    "own sequence": _form(self=SRX),
    "give sequence": _form("MZ503", self=AX),
    "drop sequence": _form(self=AX),
    "rename sequence": _form("MZ401", self=AX),
    "comment sequence": _form(self=SUE),
    "create trigger": _form(table=SRX, fired=SRX),
    "drop trigger": _form(table=AX, fired=AX),
    "rename trigger": evolve(ALTER, since={15: PARTED}),
    "switch trigger": _form(table=SRX, fired=SRX),
    "comment trigger": QUIET,
    "create rule": _form(table=AX),
    "drop rule": _form(table=AX),
    "rename rule": _form(table=AX),
    "switch rule": _form(table=AX),
    "comment rule": QUIET,
    "create policy": _form("MZ504", table=AX),
    "alter policy": _form("MZ504", table=AX),
    "drop policy": _form("MZ504", table=AX),
    "rename policy": _form(table=AX),
    "comment policy": QUIET,
    "create statistics": _form(table=SUE),
    "drop statistics": _form(table=SUE),
    "create publication table": _form(table=SUE),
    "drop publication table": _form(table=SUE),
    "create publication": _form(published=SUE),
    # ---- types: the tables that hold them
    "constrain domain": _form(holders=S, scans="holders"),
    "create owner": _form("MZ503", table=AX, indexes=AX, owned=AX),
    "alter owner": _form("MZ503", table=AX, indexes=AX, owned=AX),
}
