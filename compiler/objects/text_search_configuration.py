from collections.abc import Iterator

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.names import identifier
from mizzle.model.ref import Ref
from mizzle.model.text_search_configuration import TextSearchConfiguration


class TextSearchConfigurationDDL(DDL):
    model = TextSearchConfiguration
    word = "TEXT SEARCH CONFIGURATION"
    rebuilds = frozenset({"parser"})

    def create(self, new: TextSearchConfiguration, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"CREATE {self.word} {name(new.ref)} (PARSER = {name(new.parser)})")
        yield from self._mapped(new, "ADD", dict(new.mappings))

    @alters("mappings")
    def set_mappings(
        self,
        old: TextSearchConfiguration,
        new: TextSearchConfiguration,
        world: World,  # noqa: ARG002
    ) -> Iterator[Statement]:
        had, wanted = dict(old.mappings), dict(new.mappings)
        if gone := [identifier(token) for token in had if token not in wanted]:
            yield Statement(sql=f"ALTER {self.word} {name(new.ref)} DROP MAPPING FOR {', '.join(gone)}")
        changed = {token: asked for token, asked in wanted.items() if had.get(token, asked) != asked}
        yield from self._mapped(new, "ALTER", changed)
        yield from self._mapped(new, "ADD", {token: asked for token, asked in wanted.items() if token not in had})

    def _mapped(
        self, new: TextSearchConfiguration, verb: str, mappings: dict[str, tuple[Ref, ...]]
    ) -> Iterator[Statement]:
        """One statement for all types of tokens that ask the same dictionaries."""
        for asked in dict.fromkeys(mappings.values()):
            tokens = ", ".join(identifier(token) for token, others in mappings.items() if others == asked)
            yield Statement(
                sql=f"ALTER {self.word} {name(new.ref)} {verb} MAPPING FOR {tokens} WITH {', '.join(map(name, asked))}"
            )
