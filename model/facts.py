"""What planning needs of a live server beyond the model."""

from collections.abc import Mapping

from attrs import Factory, frozen

from mizzle.model.ref import Ref


@frozen
class Facts:
    """The server that a plan is for.

    version    server_version_num; plans that no server is asked for are for the newest one we know
    user       the role that runs the plan, and so owns what it makes; None where no server was asked
    owners     who owns what does not belong to that role
    """

    version: int = 180000
    user: Ref | None = None
    owners: Mapping[Ref, Ref] = Factory(dict)

    @property
    def major(self) -> int:
        return self.version // 10000
