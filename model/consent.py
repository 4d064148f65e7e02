"""What somebody has to agree to before a plan may lose it."""

from attrs import frozen

from mizzle.model.ref import Ref


@frozen
class Consent:
    """Leave to do one thing to one object. Its text form is `drop-column:app.users.nickname`.

    detail  for what is smaller than an object, as an enum's label
    """

    action: str
    ref: Ref
    detail: str = ""

    def __str__(self) -> str:
        from mizzle.model.names import plain

        return f"{self.action}:{self.ref}" + (f".{plain(self.detail)}" if self.detail else "")
