from collections.abc import Iterator

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name
from mizzle.compiler.objects.foreign import changed_options, generic_options
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.foreign_server import ForeignServer
from mizzle.model.names import literal


class ForeignServerDDL(DDL):
    model = ForeignServer
    word = "SERVER"

    def create(self, new: ForeignServer, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(
            sql=f"CREATE SERVER {name(new.ref)}"
            + (f" TYPE {literal(new.type)}" if new.type is not None else "")
            + (f" VERSION {literal(new.version)}" if new.version is not None else "")
            + f" FOREIGN DATA WRAPPER {name(new.wrapper)}{generic_options(new.options)}"
        )

    def rebuilt(self, old: ForeignServer, new: ForeignServer, world: World) -> bool:  # noqa: ARG002
        """A server keeps its wrapper and type, and a version once it has one (manual, ALTER SERVER)."""
        unversioned = old.version is not None and new.version is None
        return (old.wrapper, old.type) != (new.wrapper, new.type) or unversioned

    @alters("version", "options")
    def replace(self, old: ForeignServer, new: ForeignServer, world: World) -> Iterator[Statement]:  # noqa: ARG002
        version = f" VERSION {literal(new.version)}" if new.version is not None and new.version != old.version else ""
        yield Statement(sql=f"ALTER SERVER {name(new.ref)}{version}{changed_options(old.options, new.options)}")
