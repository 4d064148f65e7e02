from collections.abc import Iterator

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.names import identifier, literal
from mizzle.model.text_search_dictionary import TextSearchDictionary


class TextSearchDictionaryDDL(DDL):
    model = TextSearchDictionary
    word = "TEXT SEARCH DICTIONARY"
    rebuilds = frozenset({"template"})

    def create(self, new: TextSearchDictionary, world: World) -> Iterator[Statement]:  # noqa: ARG002
        facts = [f"TEMPLATE = {name(new.template)}", *(_option(key, value) for key, value in new.options)]
        yield Statement(sql=f"CREATE {self.word} {name(new.ref)} ({', '.join(facts)})")

    @alters("options")
    def set_options(self, old: TextSearchDictionary, new: TextSearchDictionary, world: World) -> Iterator[Statement]:  # noqa: ARG002
        had, wanted = dict(old.options), dict(new.options)
        changes = [identifier(key) for key in had if key not in wanted]
        changes += [_option(key, value) for key, value in wanted.items() if had.get(key) != value]
        yield Statement(sql=f"ALTER {self.word} {name(new.ref)} ({', '.join(changes)})")


def _option(key: str, value: str) -> str:
    return f"{identifier(key)} = {literal(value)}"
