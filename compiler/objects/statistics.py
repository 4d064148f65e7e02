from collections.abc import Collection, Iterator

from attrs import evolve

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name, text, wrapped
from mizzle.compiler.remade import remade, remakers
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.consent import Consent
from mizzle.model.ref import Ref
from mizzle.model.statistics import KINDS, Statistics


class StatisticsDDL(DDL):
    model = Statistics
    word = "STATISTICS"
    rebuilds = frozenset({"table", "columns", "expressions", "kinds"})

    def create(self, new: Statistics, world: World) -> Iterator[Statement]:
        kinds = f" ({', '.join(new.kinds)})" if new.kinds and new.kinds != KINDS else ""
        over = [*map(name, new.columns), *(wrapped(text(expr)) for expr in new.expressions)]
        yield Statement(sql=f"CREATE STATISTICS {name(new.ref)}{kinds} ON {', '.join(over)} FROM {name(new.table)}")
        if new.target is not None:
            yield from self.set_target(new, new, world)

    def consents(self, old: Statistics, world: World) -> Iterator[Consent]:  # noqa: ARG002
        """None: ANALYZE makes them again."""
        return iter(())

    def bereft(self, old: Statistics, new: Statistics, gone: Collection[Ref], world: World) -> Statistics:  # noqa: ARG002
        return evolve(old, target=None) if remade(old, world) else old

    @alters("target")
    def set_target(self, old: Statistics, new: Statistics, world: World) -> Iterator[Statement]:  # noqa: ARG002
        target = -1 if new.target is None else new.target
        yield Statement(
            sql=f"ALTER STATISTICS {name(new.ref)} SET STATISTICS {target}",
            form="alter statistics",
            needs=tuple(remakers(new, world)),
        )
