from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name, option, options
from mizzle.compiler.objects.foreign import changed_options, generic_options
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.consent import Consent
from mizzle.model.names import literal
from mizzle.model.policy import Policy
from mizzle.model.table import Table


class TableDDL(DDL):
    model = Table
    word = "TABLE"
    irreplaceable = True
    rebuilds = frozenset({"server"})

    def expendable(self, old: Table) -> bool:
        return old.server is not None  # the rows of a foreign table are elsewhere

    def consents(self, old: Table, world: World) -> Iterator[Consent]:
        if old.server is None or old.ref not in world.new:
            yield Consent("drop-table", old.ref)

    def drop(self, old: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"DROP {self.target(old)}")

    def target(self, item: Table) -> str:
        return f"{'FOREIGN ' if item.server else ''}TABLE {name(item.ref)}"

    def create(self, new: Table, world: World) -> Iterator[Statement]:
        """The bare table; compiler/fold.py puts the clauses of its parts between the parentheses."""
        yield self.with_clauses(new, [])
        yield from self.afterwards(new, world)

    def afterwards(self, new: Table, world: World) -> Iterator[Statement]:
        """What CREATE TABLE has no clause for."""
        yield from self.set_row_security(evolve(new, row_security=False, force_row_security=False), new, world)

    def with_clauses(self, new: Table, clauses: list[str]) -> Statement:
        body = "(\n    " + ",\n    ".join(clauses) + "\n)" if clauses else "()"
        unlogged = "UNLOGGED " if new.unlogged else ""
        storage = f" WITH {options(new.options)}" if new.options else ""
        if new.server:
            elsewhere = f"SERVER {name(new.server)}{generic_options(new.foreign_options)}"
            return Statement(sql=f"CREATE FOREIGN TABLE {name(new.ref)} {body} {elsewhere}")
        return Statement(sql=f"CREATE {unlogged}TABLE {name(new.ref)} {body}{storage}")

    @alters("unlogged")
    def set_logged(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        # LOGGED of a table needs LOGGED of what it references, UNLOGGED the other way round; no two may share.
        yield Statement(
            head=f"ALTER TABLE {name(new.ref)}", sql="SET UNLOGGED" if new.unlogged else "SET LOGGED", alone=True
        )

    @alters("foreign_options")
    def set_foreign_options(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        said = changed_options(old.foreign_options, new.foreign_options).strip()
        yield Statement(head=f"ALTER TABLE {name(new.ref)}", sql=said)

    @alters("options")
    def set_options(self, old: Table, new: Table, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield from set_options(f"ALTER TABLE {name(new.ref)}", old.options, new.options)

    @alters("row_security", "force_row_security")
    def set_row_security(self, old: Table, new: Table, world: World) -> Iterator[Statement]:
        """Enabled after its policies are there: without any, nobody but the owner sees a row."""
        head = f"ALTER TABLE {name(new.ref)}"
        policies = tuple(part.ref for part in world.new.parts(new.ref) if isinstance(part, Policy))
        if old.row_security != new.row_security:
            word = "ENABLE" if new.row_security else "DISABLE"
            yield Statement(head=head, sql=f"{word} ROW LEVEL SECURITY", needs=policies if new.row_security else ())
        if old.force_row_security != new.force_row_security:
            word = "FORCE" if new.force_row_security else "NO FORCE"
            yield Statement(
                head=head, sql=f"{word} ROW LEVEL SECURITY", needs=policies if new.force_row_security else ()
            )


def set_options(head: str, old: tuple[tuple[str, str], ...], new: tuple[tuple[str, str], ...]) -> Iterator[Statement]:
    """SET and RESET of storage parameters."""
    had, wanted = dict(old), dict(new)
    if gone := [option(key) for key in had if key not in wanted]:
        yield Statement(head=head, sql=f"RESET ({', '.join(gone)})")
    if put := [f"{option(key)} = {literal(value)}" for key, value in new if had.get(key) != value]:
        yield Statement(head=head, sql=f"SET ({', '.join(put)})")
