from collections.abc import Collection, Iterator
from typing import Any

from attrs import evolve

from mizzle.compiler.attaching import attached, made
from mizzle.compiler.brought import with_partition
from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.hierarchy import (
    FITTING,
    KEYED,
    above,
    columns,
    fitting,
    gone_above,
    joining_keys,
    late,
    left,
    new_keys,
    referenced_parts,
    referencing,
)
from mizzle.compiler.names import bare, name, options, text
from mizzle.compiler.objects.foreign import changed_options, generic_options
from mizzle.compiler.persistence import closing_circles, first, in_the_way
from mizzle.compiler.probes import crowded, misplaced, referenced
from mizzle.compiler.rowtypes import refused_while_held
from mizzle.compiler.sharing import comes_back, earlier, meanwhile
from mizzle.compiler.statement import Statement
from mizzle.compiler.storage import clustering, set_options, unclustered
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.composite import Composite
from mizzle.model.consent import Consent
from mizzle.model.errors import UnsupportedChange
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.materialized_view import MaterializedView
from mizzle.model.names import identifier
from mizzle.model.object import Object
from mizzle.model.policy import Policy
from mizzle.model.privileges import beside
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import PartitionOf, Table

# What PARTITION OF takes over from the parent's columns; indexes and keys come with ATTACH.
LIKE = "".join(f" INCLUDING {what}" for what in ("DEFAULTS", "GENERATED", "CONSTRAINTS", "STORAGE", "COMPRESSION"))


class TableDDL(DDL):
    model = Table
    word = "TABLE"
    irreplaceable = True
    # A table cannot be made partitioned, nor be partitioned by another key, nor have its rows elsewhere.
    rebuilds = frozenset({"server", "partition_by"})

    def expendable(self, old: Table) -> bool:
        return old.server is not None  # the rows of a foreign table are elsewhere

    def consents(self, old: Table, world: World) -> Iterator[Consent]:
        if old.ref not in world.new:
            yield Consent("drop-table", old.ref)
        elif old.server is None:
            yield Consent("replace-table", old.ref)

    def disturbs(self, old: Table, new: Table, world: World) -> Iterator[Object]:
        if old.unlogged != new.unlogged:
            yield from (key for key in closing_circles(world) if old.ref in (key.ref.table, key.target))

    def drop(self, old: Table, world: World) -> Iterator[Statement]:
        """A partition of what is referenced has to be detached first, unless nothing references it any more."""
        keys = [key for key in referencing(old, world.old) if key.ref.table != old.ref]  # its own go along
        gone = tuple(key.ref for key in keys)
        stay = [key for key in keys if world.new.get(key.ref) == key]
        waiting = world.leaves_early(old.ref)  # its rows are copied to what gets its bounds
        if old.partition_of and (stay or waiting):
            parent = old.partition_of.parent
            yield Statement(
                sql=f"ALTER TABLE {name(parent)} DETACH PARTITION {name(old.ref)}",
                form="detach partition",
                follows=gone,
                before=above(parent, world.new) if waiting else (),
                frees=old.bounds(),
                probes=tuple(referenced(old, stay, world)),
            )
        yield Statement(sql=f"DROP {self.target(old)}", follows=gone)

    def target(self, item: Table) -> str:
        return f"{'FOREIGN ' if item.server else ''}TABLE {name(item.ref)}"

    def create(self, new: Table, world: World) -> Iterator[Statement]:
        """The bare table; compiler/fold.py puts the clauses of its parts between the parentheses."""
        yield self.with_clauses(new, [], world)
        yield from self.afterwards(new, world)

    def afterwards(self, new: Table, world: World) -> Iterator[Statement]:
        """What CREATE TABLE has no clause for."""
        yield from self.set_type(evolve(new, of_type=None), new, world)
        yield from self.tell_of_indexes(evolve(new, replica="default", identified=None, clustered=None), new, world)
        yield from self.set_row_security(evolve(new, row_security=False, force_row_security=False), new, world)

    def with_clauses(self, new: Table, clauses: list[str], world: World) -> Statement:
        body = " (\n    " + ",\n    ".join(clauses) + "\n)" if clauses else ""
        kind = "FOREIGN " if new.server else "UNLOGGED " if new.unlogged else ""
        head = f"CREATE {kind}TABLE {name(new.ref)}"
        held = body or " ()"
        if new.partition_of:
            held = f" PARTITION OF {name(new.partition_of.parent)}{body} {text(new.partition_of.bound)}"
        tail = (
            (f" INHERITS ({', '.join(map(name, new.inherits))})" if new.inherits else "")
            + (f" PARTITION BY {text(new.partition_by)}" if new.partition_by else "")
            + (f" USING {identifier(new.method)}" if new.method != "heap" else "")
            + (f" WITH {options(new.options)}" if new.options else "")
            + (f" TABLESPACE {identifier(new.tablespace)}" if new.tablespace else "")
            + (f" SERVER {name(new.server)}{generic_options(new.foreign_options)}" if new.server else "")
        )
        sql = head + held + tail
        if new.partition_of is None:
            return Statement(sql=sql)
        like = "" if clauses or new.server else f"{head} (LIKE {name(new.partition_of.parent)}{LIKE}){tail}"
        steps, why = made(sql, like, new, world)
        first = tuple(with_partition(new.ref, new.partition_of.parent, world))
        return Statement(sql=sql, needs=first, probes=tuple(misplaced(new, world)), online=steps, unable=why)

    @alters("partition_of", "leaving", "inherits")
    def descend(self, old: Table, new: Table, world: World) -> Iterator[Statement]:
        """A table leaves all that it does not belong to any more, then it joins: no heir becomes a partition, and the other way round."""
        # The order of parents is that of inheriting: from the first that differs on, all are taken anew.
        same = 0
        while old.inherits[same : same + 1] and old.inherits[same : same + 1] == new.inherits[same : same + 1]:
            same += 1
        # Nobody wants a state that something was cut off in.
        parted = old.partition_of != new.partition_of or (old.leaving and not new.leaving)
        if old.partition_of and parted:
            yield self._detached(old, old.partition_of.parent, new, world)
        head = f"ALTER TABLE {name(new.ref)}"
        for parent in old.inherits[same:]:
            gone = Statement(head=head, sql=f"NO INHERIT {name(parent)}", form="no inherit", other=parent)
            yield left(gone, parent, old, new, world)
        if new.partition_of and parted:
            yield self._attached(old, new, new.partition_of, world)
        for parent in new.inherits[same:]:
            joined = Statement(head=head, sql=f"INHERIT {name(parent)}", form="inherit", other=parent)
            if comes_back(parent, new.ref, world):
                brought = above(parent, world.new)
                done = {*meanwhile(new, world), *earlier(brought, new, world)}
                yield evolve(
                    joined, needs=meanwhile(new, world), before=tuple(ref for ref in brought if ref not in done)
                )
                continue
            yield evolve(
                joined,
                needs=(*fitting(new.ref, world.new), *above(parent, world.new)),
                follows=(*fitting(new.ref, world.old, (*FITTING, *KEYED)), *above(parent, world.old)),
                before=new_keys(parent, world),
            )

    def _detached(self, old: Table, parent: Ref, new: Table, world: World) -> Statement:
        words = f"DETACH PARTITION {name(new.ref)}{' FINALIZE' if old.leaving else ''}"
        detached = Statement(
            sql=f"ALTER TABLE {name(parent)} {words}",
            form="detach partition concurrently" if old.leaving else "detach partition",
            frees=old.bounds(),
            repairs=old.leaving,
            probes=tuple(referenced(old, [key for key in referencing(old, world.old) if key.ref in world.new], world)),
        )
        return left(detached, parent, old, new, world)

    def _attached(self, old: Table, new: Table, place: PartitionOf, world: World) -> Statement:
        parent = place.parent
        sql = f"ALTER TABLE {name(parent)} ATTACH PARTITION {name(new.ref)} {text(place.bound)}"
        gone = f"its rows are in neither table until all rows of {new.ref} have been looked at"
        # Detached and attached again it stays in one transaction.
        steps, why = ((), gone) if old.partition_of else attached(sql, new, world)
        changed, changing = joining_keys(new.ref, world)
        return Statement(
            sql=sql,
            form="attach partition",
            takes=new.bounds(),
            needs=(
                *fitting(new.ref, world.new),
                *(ref for ref in fitting(new.ref, world.new, ("trigger",)) if ref in world.old),  # by its new name
                *(ref for ref in above(parent, world.new) if not late(ref, world)),
                *with_partition(new.ref, parent, world),
                *referenced_parts(parent, world),
                *changed,
            ),
            follows=(
                *fitting(new.ref, world.old, (*FITTING, *KEYED, "trigger")),
                *gone_above(parent, world, FITTING),
                *gone_above(parent, world, KEYED),  # those that it has like them would become part of them
            ),
            before=(*new_keys(parent, world), *changing),
            probes=(*misplaced(new, world), *crowded(new, world)),
            online=steps,
            unable=why,
        )

    def altered(self, old: Object, new: Object, world: World) -> Iterator[Statement]:
        """The end of being of a type comes first: until then a table can neither inherit nor lose a column."""
        if isinstance(old, Table) and isinstance(new, Table):
            yield from self.leave_type(old, new, world)
        yield from super().altered(old, new, world)

    def leave_type(self, old: Table, new: Table, world: World) -> Iterator[Statement]:
        """The type is taken away before it or the columns change."""
        if let_go := _left_type(old, new, world):
            yield Statement(
                head=f"ALTER TABLE {name(new.ref)}",
                sql="NOT OF",
                form="of type",
                alone=True,
                before=(let_go, *columns(new.ref, world.new)),
                reads=columns(new.ref, world.old),
            )

    @alters("of_type")
    def set_type(self, old: Table, new: Table, world: World) -> Iterator[Statement]:
        """The type is given when the columns are as it is."""
        if new.of_type:
            _refused_order(new, world)
            had = world.old.find(old.of_type) if old.of_type else None
            yield Statement(
                head=f"ALTER TABLE {name(new.ref)}",
                sql=f"OF {name(new.of_type)}",
                form="of type",
                alone=True,
                needs=columns(new.ref, world.new),
                follows=columns(new.ref, world.old),
                before=(had.ref,) if had and not _left_type(old, new, world) else (),
            )

    @alters("method")
    def set_method(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        refused_while_held(new.ref, f"table {new.ref}: its access method cannot change", world)
        head, words = f"ALTER TABLE {name(new.ref)}", f"SET ACCESS METHOD {identifier(new.method)}"
        yield Statement(head=head, sql=words, form="set access method")

    @alters("tablespace")
    def set_tablespace(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        place = identifier(new.tablespace or "pg_default")
        words = f"ALTER TABLE {name(new.ref)} SET TABLESPACE {place}"
        yield Statement(sql=words, form="set tablespace")

    @alters("unlogged")
    def set_logged(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        refused_while_held(
            new.ref, f"table {new.ref}: it cannot become {'UNLOGGED' if new.unlogged else 'LOGGED'}", world
        )
        # No two may share a statement: each waits for others.
        parts = world.new.parts(new.ref)
        yield Statement(
            head=f"ALTER TABLE {name(new.ref)}",
            sql="SET UNLOGGED" if new.unlogged else "SET LOGGED",
            alone=True,
            form="set unlogged" if new.unlogged else "set logged",
            needs=first(new, world),
            follows=tuple(key.ref for key in in_the_way(new, world)),
            before=tuple(part.ref for part in parts if isinstance(part, ForeignKey)) if new.unlogged else (),
        )

    @alters("foreign_options")
    def set_foreign_options(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        said = changed_options(old.foreign_options, new.foreign_options).strip()
        yield Statement(head=f"ALTER TABLE {name(new.ref)}", sql=said, form="set foreign options")

    @alters("options")
    def set_options(self, old: Table, new: Table, world: World) -> Iterator[Statement]:
        # Those of the TOAST table are dropped without a word until a column of the table needs one.
        columns = tuple(
            part.ref
            for part in world.new.parts(new.ref)
            if part.ref.kind == "column" and world.old.get(part.ref) != part
        )
        for statement in set_options(f"ALTER TABLE {name(new.ref)}", old.options, new.options):
            told = evolve(statement, form="set table options", unfelt=True)
            yield evolve(told, needs=columns, alone=True) if columns and '"toast".' in statement.sql else told

    def bereft(self, old: Table, new: Table, gone: Collection[Ref], world: World) -> Table:
        found: Table = unclustered(old, new, gone, world)
        return found

    @alters("replica", "identified", "clustered")
    def tell_of_indexes(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        """Say which index is the replica identity, and which CLUSTER uses."""
        head = f"ALTER TABLE {name(new.ref)}"
        if (old.replica, old.identified) != (new.replica, new.identified):
            index = new.identified
            word = f"USING INDEX {bare(index)}" if index else new.replica.upper()
            yield Statement(
                head=head,
                sql=f"REPLICA IDENTITY {word}",
                alone=True,
                form="replica identity index" if index else "replica identity",
                needs=(index,) if index else (),
                unfelt=True,
            )
        if old.clustered != new.clustered:
            yield clustering(head, new.clustered)

    @alters("row_security", "force_row_security")
    def set_row_security(self, old: Table, new: Table, world: World) -> Iterator[Statement]:
        """Enabled after its policies are there: without any, nobody but the owner sees a row.

        And before anybody is given a right to the table: until then the policies would not hold.
        """
        head = f"ALTER TABLE {name(new.ref)}"
        parts = world.new.parts(new.ref)
        policies = tuple(part.ref for part in parts if isinstance(part, Policy))
        rights = tuple(beside("privileges", ref) for ref in (new.ref, *columns(new.ref, world.new)))
        if old.row_security != new.row_security:
            word = "ENABLE" if new.row_security else "DISABLE"
            yield Statement(
                head=head,
                sql=f"{word} ROW LEVEL SECURITY",
                form=f"{word.lower()} row security",
                needs=policies if new.row_security else (),
                before=rights if new.row_security else (),
                unfelt=True,
            )
        if old.force_row_security != new.force_row_security:
            word = "FORCE" if new.force_row_security else "NO FORCE"
            yield Statement(
                head=head,
                sql=f"{word} ROW LEVEL SECURITY",
                form=f"{word.lower()} row security",
                needs=policies if new.force_row_security else (),
                unfelt=True,
            )


def _left_type(old: Table, new: Table, world: World) -> Ref | None:
    """The type that a table is taken from before it gets another, or for good."""
    had = world.old.find(old.of_type) if old.of_type and old.of_type != new.of_type else None
    stays = new.of_type and shape(new.ref, world.old) == shape(new.ref, world.new)
    return had.ref if had and not stays else None


def _refused_order(new: Table, world: World) -> None:
    """Stop where the columns that are there stand in another order than the attributes of the type."""
    there, wanted = world.old.parts(new.ref), world.new.find(new.of_type) if new.of_type else None
    standing = {part.position: part.ref.part for part in there if isinstance(part, Column) and part.ref in world.new}
    names = [standing[place] for place in sorted(standing)]
    order = [item.name for item in wanted.attributes if item.name in names] if isinstance(wanted, Composite) else names
    if len(order) == len(names) and order != names:
        raise UnsupportedChange(
            f"table {new.ref}: its columns stand in the order {', '.join(names)}, and type {new.of_type} has "
            f"{', '.join(order)}; a table OF a type has its order, and PostgreSQL moves no column: "
            "order the attributes so, or take the type from the table"
        )


def shape(table: Ref, schema: Schema) -> set[object]:
    """What has to be as in the type that a table is of."""
    parts = (part for part in schema.parts(table) if isinstance(part, Column))
    return {(part.ref, part.type, part.collation) for part in parts}


def marked(index: Ref, table: Ref, world: World) -> Iterator[Statement]:
    """What a table or materialized view has to be told again when one of its indexes has been made anew."""
    old, new = world.old.get(table), world.new.get(table)
    if isinstance(old, MaterializedView) and isinstance(new, MaterializedView) and world.old.find(index):
        if old.clustered == new.clustered == index:
            yield clustering(f"ALTER MATERIALIZED VIEW {name(new.ref)}", index)
    elif isinstance(old, Table) and isinstance(new, Table) and world.old.find(index):
        lost: dict[str, Any] = {}
        if old.identified == new.identified == index:
            lost |= {"replica": "nothing", "identified": None}
        if old.clustered == new.clustered == index:
            lost["clustered"] = None
        yield from TableDDL().tell_of_indexes(evolve(new, **lost), new, world)
