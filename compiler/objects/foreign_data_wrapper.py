from collections.abc import Iterator

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name
from mizzle.compiler.objects.foreign import changed_options, generic_options
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.foreign_data_wrapper import ForeignDataWrapper


class ForeignDataWrapperDDL(DDL):
    model = ForeignDataWrapper
    word = "FOREIGN DATA WRAPPER"

    def create(self, new: ForeignDataWrapper, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(
            sql=f"CREATE {self.target(new)}"
            + (f" HANDLER {new.handler}" if new.handler else "")
            + (f" VALIDATOR {new.validator}" if new.validator else "")
            + generic_options(new.options)
        )

    @alters("handler", "validator", "options")
    def replace(self, old: ForeignDataWrapper, new: ForeignDataWrapper, world: World) -> Iterator[Statement]:  # noqa: ARG002
        words = [
            f" {word} {wanted}" if wanted else f" NO {word}"
            for word, had, wanted in (
                ("HANDLER", old.handler, new.handler),
                ("VALIDATOR", old.validator, new.validator),
            )
            if had != wanted
        ]
        yield Statement(
            sql=f"ALTER {self.word} {name(new.ref)}{''.join(words)}{changed_options(old.options, new.options)}"
        )
