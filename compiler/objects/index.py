from collections.abc import Collection, Iterator
from typing import Any

from attrs import evolve

from mizzle.compiler import online, probes
from mizzle.compiler.brought import with_index
from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import bare, columns, name, options, text, wrapped
from mizzle.compiler.objects.table import marked
from mizzle.compiler.remade import remade, remakers
from mizzle.compiler.statement import Statement
from mizzle.compiler.storage import in_tablespace, set_options
from mizzle.compiler.world import World
from mizzle.model.consent import Consent
from mizzle.model.errors import UnsupportedChange
from mizzle.model.expr import Expr
from mizzle.model.index import Index, IndexKey
from mizzle.model.names import identifier, literal, qualified
from mizzle.model.object import changed
from mizzle.model.ref import Ref
from mizzle.model.rename import left_over
from mizzle.model.table import Table


class IndexDDL(DDL):
    model = Index
    word = "INDEX"
    rebuilds = frozenset({"table", "keys", "unique", "nulls_not_distinct", "method", "include", "where", "valid"})

    def create(self, new: Index, world: World) -> Iterator[Statement]:
        table = world.new.get(new.table)
        # An index of a partitioned table alone is invalid until each partition has one.
        alone = isinstance(table, Table) and table.partition_by is not None and not new.valid
        statement = Statement(
            sql=index_text(new, new.ref.name, "", f"ONLY {name(new.table)}" if alone else name(new.table)),
            online=() if alone else online.built_index(new, world, index_text),
            form="create index on only" if alone else "",
            needs=tuple(with_index(new, new.table, world)),
        )
        if new.unique:
            keys = (probes.key_text(key, world) for key in new.keys)
            statement = evolve(statement, probes=tuple(probes.duplicates(new, keys, world, where=new.where)))
        yield statement
        yield from self.set_statistics(evolve(new, statistics=()), new, world)
        if new.attached:
            yield from attached(None, new, world)
        yield from marked(Ref("relation", *new.ref[1:3]), new.table, world)

    def drop(self, old: Index, world: World) -> Iterator[Statement]:
        free(old, world)
        for statement in super().drop(old, world):
            repairs = not old.valid or left_over((world.now(old.ref) or old.ref).name)
            yield evolve(statement, online=online.dropped_index(old, world), repairs=repairs)

    def succession(self, old: Index, new: Index, world: World) -> tuple[Statement, ...]:
        # An invalid one serves nobody, so nobody misses it meanwhile.
        return online.replaced_index(new, world, index_text) if old.valid else ()

    def rebuilt(self, old: Index, new: Index, world: World) -> bool:
        return super().rebuilt(old, new, world) or fixed_options(old, new, new.table, world)

    def consents(self, old: Index, world: World) -> Iterator[Consent]:
        if old.valid and not left_over(old.ref.name):
            yield from super().consents(old, world)

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:  # noqa: ARG002
        # An index moves to another namespace with its table only.
        if old.name != new.name:
            yield Statement(sql=f"ALTER INDEX {name(old._replace(schema=new.schema))} RENAME TO {bare(new)}")

    @alters("attached")
    def attach(self, old: Index, new: Index, world: World) -> Iterator[Statement]:
        yield from attached(old, new, world)

    @alters("options")
    def set_options(self, old: Index, new: Index, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield from set_options(f"ALTER INDEX {name(new.ref)}", old.options, new.options, "set index options")

    def bereft(self, old: Index, new: Index, gone: Collection[Ref], world: World) -> Index:  # noqa: ARG002
        return evolve(old, statistics=()) if remade(old, world) else old

    @alters("statistics")
    def set_statistics(self, old: Index, new: Index, world: World) -> Iterator[Statement]:
        had, wanted = dict(old.statistics), dict(new.statistics)
        for number in sorted({*had, *wanted}):
            if had.get(number) != wanted.get(number):
                target = wanted.get(number, -1)
                yield Statement(
                    sql=f"ALTER INDEX {name(new.ref)} ALTER COLUMN {number} SET STATISTICS {target}",
                    form="set index statistics",
                    needs=tuple(remakers(new, world)),
                )

    @alters("tablespace")
    def set_tablespace(self, old: Index, new: Index, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield from in_tablespace(f"ALTER INDEX {name(new.ref)}", old, new)


def attached(old: Any, new: Any, world: World) -> Iterator[Statement]:
    """What makes an index, or a key's, part of one of the partitioned table's that is not valid. There is no way back."""
    if new.attached:
        above = world.new[new.attached].ref
        words = f"ATTACH PARTITION {qualified(new.ref.schema, new.ref.own)}"
        yield Statement(
            sql=f"ALTER INDEX {qualified(above.schema, above.own)} {words}", form="attach to index", other=above
        )
    else:
        free(old, world)


def free(old: Any, world: World) -> None:
    """Stop where PostgreSQL would not let go of an index, or a key's, that is part of one which stays."""
    now, then = world.old.get(old.stands_in), world.new.get(old.stands_in)
    stays = isinstance(now, Table) and isinstance(then, Table) and now.parents == then.parents
    if old.attached in world.new and stays:
        kinds = [ref.kind.replace("_", " ") for ref in (old.ref, old.attached)]
        raise UnsupportedChange(
            f"{kinds[0]} {old.ref} is part of {kinds[1]} {old.attached}, which stays, and PostgreSQL lets nothing leave it: "
            f"drop {old.attached} first"
        )


def fixed_options(old: Any, new: Any, table: Ref, world: World) -> bool:
    """Whether storage parameters change that have no ALTER: those of an index of a partitioned table (18)."""
    owner = world.old.get(table)
    return isinstance(owner, Table) and owner.partition_by is not None and "options" in changed(old, new)


def index_text(new: Index, called: str, words: str, where: str) -> str:
    """CREATE INDEX under a name, with words before it, on a table as SQL names it."""
    return (
        f"CREATE {'UNIQUE ' if new.unique else ''}INDEX {words}{identifier(called)} ON {where} USING {new.method} "
        f"({', '.join(map(key_text, new.keys))})"
        + (f" INCLUDE {columns(new.include)}" if new.include else "")
        + (" NULLS NOT DISTINCT" if new.nulls_not_distinct else "")
        + (f" WITH {options(new.options)}" if new.options else "")
        + (f" TABLESPACE {identifier(new.tablespace)}" if new.tablespace else "")
        + (f" WHERE {text(new.where)}" if new.where else "")
    )


def key_text(key: IndexKey) -> str:
    """One key: what it is over, collation, operator class, order."""
    parts = [wrapped(text(key.value)) if isinstance(key.value, Expr) else name(key.value)]
    if key.collation:
        parts.append(f"COLLATE {name(key.collation)}")
    if key.opclass:
        parameters = ", ".join(f"{option} = {literal(value)}" for option, value in key.opclass_options)
        parts.append(name(key.opclass) + (f" ({parameters})" if parameters else ""))
    if key.descending:
        parts.append("DESC")
    if key.nulls_first != key.descending:
        parts.append("NULLS FIRST" if key.nulls_first else "NULLS LAST")
    return " ".join(parts)
