"""What each statement of a plan does to a live database: locks, rewrites, scans, builds, hazards, sizes.

The plan is walked in its order with the objects that are there by then; compiler/forms.py says, as data, what each form of
statement does, here only which relations are meant.
"""

from collections.abc import Iterable, Iterator

from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World


def annotated(statements: Iterable[Statement], world: World) -> Iterator[Statement]:  # noqa: ARG001
    """The statements with all that is known of them."""
    yield from statements
