from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object, Pairs, storage
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class ForeignServer(Object):
    """A foreign server. Options that look like passwords are left out."""

    kind: ClassVar[str] = "foreign_server"

    wrapper: Ref
    type: str | None = None
    version: str | None = None
    options: Pairs = storage()

    def requires(self) -> Iterator[Ref]:
        yield from super().requires()
        yield Ref("extension", "", self.wrapper.name)  # which mostly has the name of the wrapper that it brings


def foreign_server(name: str) -> Ref:
    """The ref of a foreign server."""
    return Ref("foreign_server", "", name)
