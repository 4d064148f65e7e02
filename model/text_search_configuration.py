from typing import ClassVar

from attrs import field, frozen

from mizzle.model.object import Object
from mizzle.model.ref import Ref

Mappings = tuple[tuple[str, tuple[Ref, ...]], ...]


def _by_token(mappings: Mappings) -> Mappings:
    return tuple(sorted(mappings))


@frozen(kw_only=True)
class TextSearchConfiguration(Object):
    """A text search configuration.

    parser    as a ref of kind "text_search_parser"
    mappings  for each type of token the dictionaries that are asked, in order
    """

    kind: ClassVar[str] = "text_search_configuration"

    parser: Ref = Ref("text_search_parser", "pg_catalog", "default")
    mappings: Mappings = field(default=(), converter=_by_token)
