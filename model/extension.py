from collections.abc import Callable, Iterator
from typing import ClassVar

from attrs import evolve, frozen

from mizzle.model.namespace import namespace
from mizzle.model.object import Object
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class Extension(Object):
    """An installed extension. The ref is Ref("extension", "", name).

    target   the namespace that its objects stand in; None leaves it open
    version  None leaves it open: any installed version fits
    """

    kind: ClassVar[str] = "extension"

    target: str | None = None
    version: str | None = None

    def settled(self, live: "Extension") -> "Extension":
        return evolve(self, target=self.target or live.target, version=self.version or live.version)

    def carried(self, move: Callable[[Ref], Ref]) -> "Extension":
        return evolve(self, target=move(namespace(self.target)).name) if self.target else self

    def requires(self) -> Iterator[Ref]:
        if self.target:
            yield namespace(self.target)
        yield from self.depends
