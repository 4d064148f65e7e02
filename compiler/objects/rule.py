from collections.abc import Iterator

from mizzle.compiler.ddl import alters
from mizzle.compiler.names import name, text
from mizzle.compiler.objects.trigger import AttachedDDL
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.rule import Rule


class RuleDDL(AttachedDDL):
    model = Rule
    word = "RULE"
    rebuilds = frozenset({"table"})

    def create(self, new: Rule, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=made(new))
        if new.enabled != "origin":
            yield self.switched(new)

    @alters("event", "definition")
    def replace(self, old: Rule, new: Rule, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=made(new, replace=True), form="create rule")


def made(new: Rule, *, replace: bool = False) -> str:
    """CREATE RULE."""
    return (
        f"CREATE {'OR REPLACE ' if replace else ''}RULE {name(new.ref)} AS\n"
        f"    ON {new.event.upper()} TO {name(new.table)} {text(new.definition)}"
    )
