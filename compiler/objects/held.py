"""What columns hold: types, and collations like them.

Neither may be dropped while a column has it, whatever else is taken down for a while. So what cannot be altered makes
way under another name until the columns have moved over (compiler/expand.py); what no column holds is dropped and made
again.
"""

from collections.abc import Iterator
from typing import Any

from mizzle.compiler.ddl import DDL
from mizzle.compiler.world import World
from mizzle.model.ref import Ref


class HeldDDL(DDL):
    """What columns hold."""

    word = "TYPE"

    def expendable(self, old: Any) -> bool:  # noqa: ARG002
        return False

    def gives_way(self, old: Any, world: World) -> bool:
        return not world.held(old.ref)

    def aside(self, old: Any, new: Any, world: World) -> Iterator[Ref]:
        if self.rebuilt(old, new, world) and world.held(old.ref):
            yield old.ref
