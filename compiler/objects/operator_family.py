from collections.abc import Iterable, Iterator
from typing import Any

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name, type_text
from mizzle.compiler.objects.operator import named, types
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.names import identifier
from mizzle.model.operator_class import OperatorClass
from mizzle.model.operator_family import OperatorFamily, Strategy, Support, method
from mizzle.model.ref import Ref


class ByMethodDDL(DDL):
    """What families and classes have in common: they are named with the access method."""

    def drop(self, old: Any, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"DROP {self.target(old)}")

    def named(self, ref: Ref) -> str:
        return by_method(ref)

    def target(self, item: Any) -> str:
        return f"{self.word} {by_method(item.ref)}"


class OperatorFamilyDDL(ByMethodDDL):
    model = OperatorFamily
    word = "OPERATOR FAMILY"

    def create(self, new: OperatorFamily, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"CREATE {self.target(new)}")
        yield from added(new.ref, new.operators, new.functions)

    @alters("operators", "functions")
    def set_members(self, old: OperatorFamily, new: OperatorFamily, world: World) -> Iterator[Statement]:
        yield from replaced(new.ref, old, new, world)


def by_method(ref: Ref) -> str:
    """A family or class with its access method."""
    return f"{name(ref)} USING {identifier(method(ref))}"


def operator(item: Strategy) -> str:
    """A member of CREATE OPERATOR CLASS and ALTER OPERATOR FAMILY … ADD."""
    by = f" FOR ORDER BY {name(item.order_by)}" if item.order_by else ""
    return f"OPERATOR {item.number} {named(item.operator)} {types(item.operator)}{by}"


def function(item: Support) -> str:
    """A member of CREATE OPERATOR CLASS and ALTER OPERATOR FAMILY … ADD."""
    arguments = item.function.name[item.function.name.rindex("(") :]
    return f"FUNCTION {item.number} {both(item)} {name(item.function)}{arguments}"


def both(item: Support) -> str:
    """The types that it is for."""
    return f"({type_text(item.left)}, {type_text(item.right)})"


def added(family: Ref, operators: Iterable[Strategy], functions: Iterable[Support]) -> Iterator[Statement]:
    """New members of a family."""
    members = [*map(operator, operators), *map(function, functions)]
    if members:
        yield Statement(sql=f"ALTER OPERATOR FAMILY {by_method(family)} ADD {', '.join(members)}")


def gone(ref: Ref, world: World) -> bool:
    """Whether the plan drops it for good."""
    return ref in world.old and ref not in world.new


def removed(
    family: Ref, operators: Iterable[Strategy], functions: Iterable[Support], world: World
) -> Iterator[Statement]:
    """Members that leave a family. Those of an operator or function that goes for good leave with that."""
    members = [
        *(f"OPERATOR {item.number} {types(item.operator)}" for item in operators if not gone(item.operator, world)),
        *(f"FUNCTION {item.number} {both(item)}" for item in functions if not gone(item.function, world)),
    ]
    if members:
        yield Statement(sql=f"ALTER OPERATOR FAMILY {by_method(family)} DROP {', '.join(members)}")


def replaced(
    family: Ref, old: OperatorFamily | OperatorClass, new: OperatorFamily | OperatorClass, world: World
) -> Iterator[Statement]:
    """From the members of one to those of the other."""
    yield from removed(
        family,
        [item for item in old.operators if item not in new.operators],
        [item for item in old.functions if item not in new.functions],
        world,
    )
    yield from added(
        family,
        [item for item in new.operators if item not in old.operators],
        [item for item in new.functions if item not in old.functions],
    )
