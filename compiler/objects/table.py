from collections.abc import Iterator
from typing import Any

from attrs import evolve

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import bare, name, option, options, text
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.consent import Consent
from mizzle.model.names import identifier, literal
from mizzle.model.ref import Ref
from mizzle.model.table import Table


class TableDDL(DDL):
    model = Table
    word = "TABLE"

    def expendable(self, old: Table) -> bool:  # noqa: ARG002
        return False

    def create(self, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        """The bare table; compiler/fold.py puts the clauses of its parts between the parentheses."""
        yield self.with_clauses(new, [])

    def with_clauses(self, new: Table, clauses: list[str]) -> Statement:
        body = " (\n    " + ",\n    ".join(clauses) + "\n)" if clauses else ""
        return Statement(
            sql=f"CREATE {'UNLOGGED ' if new.unlogged else ''}TABLE {name(new.ref)}"
            + (
                f" PARTITION OF {name(new.partition_of.parent)}{body} {text(new.partition_of.bound)}"
                if new.partition_of
                else body or " ()"
            )
            + (f" INHERITS ({', '.join(map(name, new.inherits))})" if new.inherits else "")
            + (f" PARTITION BY {text(new.partition_by)}" if new.partition_by else "")
            + (f" USING {identifier(new.method)}" if new.method != "heap" else "")
            + (f" WITH {options(new.options)}" if new.options else "")
            + (f" TABLESPACE {identifier(new.tablespace)}" if new.tablespace else "")
        )

    def rebuilt(self, old: Table, new: Table, world: World) -> bool:  # noqa: ARG002
        """A table cannot be made partitioned, nor be partitioned by another key."""
        return old.partition_by != new.partition_by

    def consents(self, old: Table, world: World) -> Iterator[Consent]:
        yield Consent("replace-table" if old.ref in world.new else "drop-table", old.ref)

    @alters("partition_of")
    def attach(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        if old.partition_of:
            yield Statement(sql=f"ALTER TABLE {name(old.partition_of.parent)} DETACH PARTITION {name(new.ref)}")
        if new.partition_of:
            bound = text(new.partition_of.bound)
            yield Statement(sql=f"ALTER TABLE {name(new.partition_of.parent)} ATTACH PARTITION {name(new.ref)} {bound}")

    @alters("inherits")
    def inherit(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        # The order of parents is that of inheriting: from the first that differs on, all are taken anew.
        same = 0
        while old.inherits[same : same + 1] and old.inherits[same : same + 1] == new.inherits[same : same + 1]:
            same += 1
        for word, parents in (("NO INHERIT", old.inherits[same:]), ("INHERIT", new.inherits[same:])):
            for parent in parents:
                yield Statement(head=f"ALTER TABLE {name(new.ref)}", sql=f"{word} {name(parent)}")

    @alters("method")
    def set_method(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(head=f"ALTER TABLE {name(new.ref)}", sql=f"SET ACCESS METHOD {identifier(new.method)}")

    @alters("tablespace")
    def set_tablespace(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        place = identifier(new.tablespace or "pg_default")
        yield Statement(sql=f"ALTER TABLE {name(new.ref)} SET TABLESPACE {place}")

    @alters("unlogged")
    def set_logged(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        # LOGGED of a table needs LOGGED of what it references, UNLOGGED the other way round; no two may share.
        yield Statement(
            head=f"ALTER TABLE {name(new.ref)}", sql="SET UNLOGGED" if new.unlogged else "SET LOGGED", alone=True
        )

    @alters("options")
    def set_options(self, old: Table, new: Table, world: World) -> Iterator[Statement]:
        # Those of the TOAST table are dropped without a word until a column of the table needs one.
        columns = tuple(
            part.ref
            for part in world.new.parts(new.ref)
            if part.ref.kind == "column" and world.old.get(part.ref) != part
        )
        for statement in set_options(f"ALTER TABLE {name(new.ref)}", old.options, new.options):
            yield evolve(statement, needs=columns, alone=True) if columns and '"toast".' in statement.sql else statement

    @alters("replica", "identified", "clustered")
    def mark(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        """Say which index is the replica identity, and which CLUSTER uses."""
        head = f"ALTER TABLE {name(new.ref)}"
        if (old.replica, old.identified) != (new.replica, new.identified):
            index = new.identified
            word = f"USING INDEX {bare(index)}" if index else new.replica.upper()
            yield Statement(head=head, sql=f"REPLICA IDENTITY {word}", alone=True, needs=(index,) if index else ())
        if old.clustered != new.clustered:
            word = f"CLUSTER ON {bare(new.clustered)}" if new.clustered else "SET WITHOUT CLUSTER"
            yield Statement(head=head, sql=word, alone=True, needs=(new.clustered,) if new.clustered else ())

    def marks(self, new: Table, world: World) -> Iterator[Statement]:
        """What a new table is told of its indexes."""
        yield from self.mark(evolve(new, replica="default", identified=None, clustered=None), new, world)


def marked(index: Ref, table: Ref, world: World) -> Iterator[Statement]:
    """What a table has to be told again when one of its indexes has been made anew."""
    old, new = world.old.get(table), world.new.get(table)
    if isinstance(old, Table) and isinstance(new, Table) and world.old.find(index):
        lost: dict[str, Any] = {}
        if old.identified == new.identified == index:
            lost |= {"replica": "nothing", "identified": None}
        if old.clustered == new.clustered == index:
            lost["clustered"] = None
        yield from TableDDL().mark(evolve(new, **lost), new, world)


def in_tablespace(head: str, old: Any, new: Any) -> Iterator[Statement]:
    """An index moved to another tablespace."""
    if old.tablespace != new.tablespace:
        yield Statement(sql=f"{head} SET TABLESPACE {identifier(new.tablespace or 'pg_default')}")


def set_options(head: str, old: tuple[tuple[str, str], ...], new: tuple[tuple[str, str], ...]) -> Iterator[Statement]:
    """SET and RESET of storage parameters."""
    had, wanted = dict(old), dict(new)
    if gone := [option(key) for key in had if key not in wanted]:
        yield Statement(head=head, sql=f"RESET ({', '.join(gone)})")
    if put := [f"{option(key)} = {literal(value)}" for key, value in new if had.get(key) != value]:
        yield Statement(head=head, sql=f"SET ({', '.join(put)})")
