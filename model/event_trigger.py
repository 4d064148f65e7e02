from typing import ClassVar

from attrs import field, frozen

from mizzle.model.object import Object
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class EventTrigger(Object):
    """A trigger on the database's own events. The ref is Ref("event_trigger", "", name).

    tags     the commands that it fires for, in whichever order; none for all
    enabled  "origin", "disabled", "replica" or "always"
    """

    kind: ClassVar[str] = "event_trigger"

    event: str
    function: Ref
    tags: tuple[str, ...] = field(default=(), eq=frozenset)
    enabled: str = "origin"
