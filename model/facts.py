"""What planning needs of a live server beyond the model."""

from collections.abc import Mapping

from attrs import Factory, frozen

from mizzle.model.ref import Ref


@frozen
class Facts:
    """The server that a plan is for.

    version    server_version_num; plans that no server is asked for are for the newest one we know
    positions  last values of sequences whose ranges a plan may change
    """

    version: int = 180000
    rows: Mapping[Ref, int] = Factory(dict)

    @property
    def major(self) -> int:
        return self.version // 10000
