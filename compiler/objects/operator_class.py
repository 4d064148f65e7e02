from collections.abc import Iterator

from mizzle.compiler.ddl import alters
from mizzle.compiler.names import name, type_text
from mizzle.compiler.objects.operator_family import ByMethodDDL, function, operator, removed, replaced
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.names import identifier
from mizzle.model.operator_class import OperatorClass


class OperatorClassDDL(ByMethodDDL):
    model = OperatorClass
    word = "OPERATOR CLASS"
    rebuilds = frozenset({"type", "family", "default", "storage"})

    def create(self, new: OperatorClass, world: World) -> Iterator[Statement]:  # noqa: ARG002
        default = "DEFAULT " if new.default else ""
        members = [*map(operator, new.operators), *map(function, new.functions)]
        if new.storage or not members:  # there has to be something, and this says nothing new
            members.append(f"STORAGE {type_text(new.storage or new.type)}")
        yield Statement(
            sql=f"CREATE OPERATOR CLASS {name(new.ref)} {default}FOR TYPE {type_text(new.type)} "
            f"USING {identifier(new.method)} FAMILY {name(new.family)} AS\n    " + ",\n    ".join(members)
        )

    def drop(self, old: OperatorClass, world: World) -> Iterator[Statement]:
        """The class. What would stay of it in its family goes before."""
        if old.family in world.new:
            yield from removed(
                old.family,
                [item for item in old.operators if item in old.lasting],
                [item for item in old.functions if item in old.lasting],
                world,
            )
        yield from super().drop(old, world)

    def rebuilt(self, old: OperatorClass, new: OperatorClass, world: World) -> bool:
        """What the class cannot be without never leaves it; more may come at any time."""
        gone = [item for item in (*old.operators, *old.functions) if item not in (*new.operators, *new.functions)]
        return super().rebuilt(old, new, world) or not all(item in old.lasting for item in gone)

    @alters("operators", "functions")
    def set_members(self, old: OperatorClass, new: OperatorClass, world: World) -> Iterator[Statement]:
        yield from replaced(new.family, old, new, world)
