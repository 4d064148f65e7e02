from collections.abc import Iterator, Mapping

from mizzle.compiler.grants import Step
from mizzle.compiler.objects.privileges import PrivilegesDDL
from mizzle.compiler.world import World
from mizzle.model.database_privileges import DatabasePrivileges
from mizzle.model.names import literal
from mizzle.model.object import Object
from mizzle.model.privileges import Privileges
from mizzle.model.ref import Ref


class DatabasePrivilegesDDL(PrivilegesDDL):
    model = DatabasePrivileges

    def gone(self, old: Privileges, world: World) -> bool:  # noqa: ARG002
        return False

    def entailed(self, creates: Mapping[Ref, Object], world: World) -> Iterator[Privileges]:  # noqa: ARG002
        return iter(())

    def said(self, step: Step, about: Privileges, everything: tuple[str, ...], column: str, world: World) -> str:  # noqa: ARG002
        """GRANT wants the name of the database, and a plan is the same for databases of any name."""
        text = literal(step.text("DATABASE %I", everything).replace("%", "%%").replace("%%I", "%I", 1))
        return f"DO $$BEGIN EXECUTE pg_catalog.format({text}, pg_catalog.current_database()); END$$"
