"""What planning needs of a live server beyond the model."""

from collections.abc import Mapping

from attrs import Factory, frozen

from mizzle.model.hazard import Size
from mizzle.model.ref import Ref

# What pg_cast says of PostgreSQL's own types on 14 to 18, for plans that no server is asked for.
COERCIBLE = frozenset(
    {
        ("bit", "bit varying"),
        ("bit varying", "bit"),
        ("character varying", "text"),
        ("text", "character varying"),
        ("cidr", "inet"),
        ("integer", "oid"),
        ("oid", "integer"),
        ("xml", "text"),
        ("xml", "character varying"),
    }
)


@frozen
class Facts:
    """The server that a plan is for.

    version    server_version_num; plans that no server is asked for are for the newest one we know
    user       the role that runs the plan, and so owns what it makes; None where no server was asked
    owners     who owns what does not belong to that role
    sizes      how big the tables are, as the server estimates it
    coercible  pairs of types whose values are stored alike (pg_cast, castmethod 'b'), as model types print
    volatile   whether a new column's default may differ from row to row, by column, as far as the server could tell
    asked      the checks that tables have from a parent and have asked their rows already, while the parent has not
    """

    version: int = 180000
    user: Ref | None = None
    owners: Mapping[Ref, Ref] = Factory(dict)
    sizes: Mapping[Ref, Size] = Factory(dict)
    coercible: frozenset[tuple[str, str]] = COERCIBLE
    volatile: Mapping[Ref, bool] = Factory(dict)
    asked: frozenset[Ref] = frozenset()

    @property
    def major(self) -> int:
        return self.version // 10000
