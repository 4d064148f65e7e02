from collections.abc import Callable, Iterator

from mizzle.compiler.ddl import alters
from mizzle.compiler.names import name, type_text
from mizzle.compiler.objects.function import RoutineDDL, declared
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.aggregate import Aggregate, State
from mizzle.model.function import Argument
from mizzle.model.names import literal
from mizzle.model.ref import Ref


class AggregateDDL(RoutineDDL):
    model = Aggregate
    word = "AGGREGATE"
    rebuilds = frozenset({"form", "direct"})

    def signature(self, item: Aggregate, ref: Ref) -> str:
        return name(ref) + listed(item, lambda argument: _mode(argument) + type_text(argument.type))

    def create(self, new: Aggregate, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=made(new))

    def rebuilt(self, old: Aggregate, new: Aggregate, world: World) -> bool:
        """What CREATE OR REPLACE refuses: another result, other names of arguments (pg_proc.c)."""
        renamed = any(
            before.name not in ("", after.name) or before.mode != after.mode
            for before, after in zip(old.arguments, new.arguments, strict=True)
        )
        return super().rebuilt(old, new, world) or renamed or old.returns is None or old.returns != new.returns

    @alters("arguments", "state", "moving", "combine", "serialize", "deserialize", "sort_operator", "parallel")
    def replace(self, old: Aggregate, new: Aggregate, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=made(new, replace=True), form="replace aggregate")


def _mode(argument: Argument) -> str:
    return "VARIADIC " if argument.mode == "variadic" else ""


def listed(item: Aggregate, write: Callable[[Argument], str]) -> str:
    """The arguments in parentheses; those of an ordered-set aggregate have ORDER BY among them."""
    words = [write(argument) for argument in item.arguments]
    if item.form == "normal":
        return f"({', '.join(words) or '*'})"
    # One VARIADIC "any" may stand for the direct and the aggregated arguments alike.
    sorted_by = words[item.direct :] or words[-1:]
    return f"({', '.join(words[: item.direct])}{' ' if item.direct else ''}ORDER BY {', '.join(sorted_by)})"


def made(new: Aggregate, *, replace: bool = False) -> str:
    """CREATE AGGREGATE."""
    clauses = [
        *state(new.state, new.form),
        *([f"COMBINEFUNC = {name(new.combine)}"] if new.combine else []),
        *([f"SERIALFUNC = {name(new.serialize)}"] if new.serialize else []),
        *([f"DESERIALFUNC = {name(new.deserialize)}"] if new.deserialize else []),
        *(state(new.moving, new.form, "M") if new.moving else []),
        *([f"SORTOP = {operator(new.sort_operator)}"] if new.sort_operator else []),
        *([f"PARALLEL = {new.parallel.upper()}"] if new.parallel != "unsafe" else []),
        *(["HYPOTHETICAL"] if new.form == "hypothetical" else []),
    ]
    head = f"CREATE {'OR REPLACE ' if replace else ''}AGGREGATE {name(new.ref)}{listed(new, declared)}"
    return head + " (\n    " + ",\n    ".join(clauses) + "\n)"


def state(new: State, form: str, prefix: str = "") -> Iterator[str]:
    """The clauses of the plain form, or with the prefix M of the moving one."""
    yield f"{prefix or ''}SFUNC = {name(new.function)}"
    yield f"{prefix}STYPE = {type_text(new.type)}"
    if new.inverse:
        yield f"MINVFUNC = {name(new.inverse)}"
    if new.space:
        yield f"{prefix}SSPACE = {new.space}"
    if new.final:
        yield f"{prefix}FINALFUNC = {name(new.final)}"
    if new.extra:
        yield f"{prefix}FINALFUNC_EXTRA"
    if new.modify != ("read_only" if form == "normal" else "read_write"):
        yield f"{prefix}FINALFUNC_MODIFY = {new.modify.upper()}"
    if new.initial is not None:
        yield f"{prefix}INITCOND = {literal(new.initial)}"


def operator(ref: Ref) -> str:
    """An operator as SORTOP takes it."""
    return f"OPERATOR({name(ref)})" if ref.schema == "pg_catalog" else name(ref)
