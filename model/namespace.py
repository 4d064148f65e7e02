from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class Namespace(Object):
    """A PostgreSQL schema. The ref is Ref("namespace", "", name)."""

    kind: ClassVar[str] = "namespace"


def namespace(name: str) -> Ref:
    return Ref("namespace", "", name)
