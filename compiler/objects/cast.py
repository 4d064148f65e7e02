from collections.abc import Iterator

from mizzle.compiler.ddl import DDL
from mizzle.compiler.names import name, type_text
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.cast import Cast
from mizzle.model.function import Function
from mizzle.model.ref import Ref

CONTEXTS = {"explicit": "", "assignment": " AS ASSIGNMENT", "implicit": " AS IMPLICIT"}


class CastDDL(DDL):
    model = Cast
    word = "CAST"
    rebuilds = frozenset({"source", "target", "function", "inout", "context"})

    def create(self, new: Cast, world: World) -> Iterator[Statement]:
        if new.function:
            called = world.new.get(new.function)
            arguments = new.function.name[new.function.name.rindex("(") :]
            if isinstance(called, Function):  # a ref quotes no reserved words
                arguments = f"({', '.join(type_text(argument.type) for argument in called.taken)})"
            way = f"WITH FUNCTION {name(new.function)}{arguments}"
        else:
            way = "WITH INOUT" if new.inout else "WITHOUT FUNCTION"
        yield Statement(
            sql=f"CREATE {self.target(new)} {way}{CONTEXTS[new.context]}", before=tuple(_readers(new, world))
        )

    def drop(self, old: Cast, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"DROP {self.target(old)}")

    def target(self, item: Cast) -> str:
        return f"CAST ({type_text(item.source)} AS {type_text(item.target)})"


def _readers(new: Cast, world: World) -> Iterator[Ref]:
    """What is there already and may be read by way of the cast from now on: PostgreSQL takes it for a use of the function."""
    for user in world.new.users(new.function) if new.function else ():
        # What is known to be read so needs the cast (compiler/by_cast.py).
        if user.ref != new.ref and user.ref in world.old and new.ref not in user.depends:
            yield user.ref
