from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object, Pairs, storage
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class TextSearchDictionary(Object):
    """A text search dictionary: a template, as a ref of kind "text_search_template", with its options."""

    kind: ClassVar[str] = "text_search_dictionary"

    template: Ref
    options: Pairs = storage()
