"""Draw and edit text search dictionaries and configurations."""

from attrs import evolve

from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.text_search_configuration import TextSearchConfiguration
from mizzle.model.text_search_dictionary import TextSearchDictionary
from mizzle.testing import draw
from mizzle.testing.choose import Chooser
from mizzle.testing.stacked import Change, Draw

SIMPLE = Ref("text_search_template", "pg_catalog", "simple")
TOKENS = ("asciiword", "int", "email", "word")


def dictionary(choose: Chooser, state: Schema) -> list[Object]:
    ref = Ref("text_search_dictionary", draw.place(choose, state), choose.one(["plain", "My Words"]))
    if ref in state:
        return []
    options = choose.one([(), (("accept", "false"),)])
    return [TextSearchDictionary(ref=ref, template=SIMPLE, options=options, comment=draw.comment(choose))]


def configuration(choose: Chooser, state: Schema) -> list[Object]:
    ref = Ref("text_search_configuration", draw.place(choose, state), choose.one(["notes", "My Search"]))
    if ref in state:
        return []
    mappings = tuple((token, _dictionaries(choose, state)) for token in choose.some(TOKENS, 0, 3))
    return [TextSearchConfiguration(ref=ref, mappings=mappings, comment=draw.comment(choose))]


def _dictionaries(choose: Chooser, state: Schema) -> tuple[Ref, ...]:
    known = [Ref("text_search_dictionary", "pg_catalog", name) for name in ("simple", "english_stem")]
    return tuple(choose.some([*(item.ref for item in state.of(TextSearchDictionary)), *known], 1, 2))


DRAWS: dict[type[Object], Draw] = {TextSearchDictionary: dictionary, TextSearchConfiguration: configuration}


def change_dictionary(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, TextSearchDictionary)  # noqa: S101
    return [evolve(item, options=choose.one([(), (("accept", "false"),), (("accept", "true"),)]))]


def change_configuration(choose: Chooser, state: Schema, item: Object) -> list[Object]:
    assert isinstance(item, TextSearchConfiguration)  # noqa: S101
    mappings = dict(item.mappings)
    token = choose.one(TOKENS)
    if not mappings.pop(token, None) or choose.maybe():
        mappings[token] = _dictionaries(choose, state)
    return [evolve(item, mappings=tuple(mappings.items()))]


CHANGES: dict[type[Object], Change] = {
    TextSearchDictionary: change_dictionary,
    TextSearchConfiguration: change_configuration,
}
