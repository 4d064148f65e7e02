from collections.abc import Iterator

from mizzle.compiler.ddl import DDL
from mizzle.compiler.names import name
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.namespace import Namespace
from mizzle.model.ref import Ref


class NamespaceDDL(DDL):
    model = Namespace
    word = "SCHEMA"

    @property
    def kind_word(self) -> str:
        return "schema"

    def expendable(self, old: Namespace) -> bool:  # noqa: ARG002
        return False

    def create(self, new: Namespace, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"CREATE SCHEMA {name(new.ref)}")

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"ALTER SCHEMA {name(old)} RENAME TO {name(new)}")
