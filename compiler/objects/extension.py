from collections.abc import Iterator

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.extension import Extension
from mizzle.model.names import identifier, literal


class ExtensionDDL(DDL):
    model = Extension
    word = "EXTENSION"

    def expendable(self, old: Extension) -> bool:  # noqa: ARG002
        return False

    def create(self, new: Extension, world: World) -> Iterator[Statement]:  # noqa: ARG002
        where = f" WITH SCHEMA {identifier(new.target)}" if new.target else ""
        version = f" VERSION {literal(new.version)}" if new.version else ""
        yield Statement(sql=f"CREATE EXTENSION {name(new.ref)}{where}{version}")

    @alters("target")
    def set_schema(self, old: Extension, new: Extension, world: World) -> Iterator[Statement]:  # noqa: ARG002
        if new.target:
            yield Statement(sql=f"ALTER EXTENSION {name(new.ref)} SET SCHEMA {identifier(new.target)}")

    @alters("version")
    def update(self, old: Extension, new: Extension, world: World) -> Iterator[Statement]:  # noqa: ARG002
        if new.version:
            yield Statement(sql=f"ALTER EXTENSION {name(new.ref)} UPDATE TO {literal(new.version)}")
