from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object


@frozen(kw_only=True)
class Collation(Object):
    """A collation. The version that its provider had when it was made is no fact.

    provider  "libc", "icu" or "builtin" (PostgreSQL 17)
    locale    of icu and builtin; libc has the two others
    rules     ICU's tailoring rules (PostgreSQL 16)
    """

    kind: ClassVar[str] = "collation"
    spelled: ClassVar[frozenset[str]] = frozenset({"locale"})  # ICU's are written as language tags since 16

    provider: str = "libc"
    locale: str | None = None
    lc_collate: str | None = None
    lc_ctype: str | None = None
    deterministic: bool = True
    rules: str | None = None
