import re
from collections.abc import Iterable, Iterator
from typing import Any

from mizzle.compiler.ddl import DDL, alters, on_the_way, to
from mizzle.compiler.names import name, text, type_text
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.consent import Consent
from mizzle.model.function import Argument, Function, single, usual_cost
from mizzle.model.names import identifier, literal
from mizzle.model.object import changed, mentioned
from mizzle.model.ref import Ref
from mizzle.model.rename import left_over

# The settings that are lists of names (guc_tables.c, GUC_LIST_QUOTE): each element is quoted by itself.
LISTS = {
    "local_preload_libraries",
    "search_path",
    "session_preload_libraries",
    "shared_preload_libraries",
    "temp_tablespaces",
    "unix_socket_directories",
}
_ELEMENT = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^",]+?))\s*(?:,|\Z)')
_MODES = {"in": "", "out": "OUT ", "inout": "INOUT ", "variadic": "VARIADIC "}

# What ALTER FUNCTION and ALTER PROCEDURE can set by itself.
ATTRIBUTES = {
    "volatility",
    "strict",
    "security_definer",
    "leakproof",
    "parallel",
    "cost",
    "rows",
    "support",
    "settings",
}
PROCEDURE_ATTRIBUTES = {"security_definer", "settings"}


class RoutineDDL(DDL):
    """What functions and aggregates have in common: they are named with the types of their arguments."""

    def signature(self, item: Any, ref: Ref) -> str:
        """The object as ALTER, DROP and COMMENT ON name it."""
        raise NotImplementedError

    def word_of(self, item: Any) -> str:  # noqa: ARG002
        return self.word

    def drop(self, old: Any, world: World) -> Iterator[Statement]:  # noqa: ARG002
        sql = f"DROP {self.word_of(old)} {self.signature(old, old.ref)}"
        yield Statement(sql=sql, repairs=left_over(old.ref.own))

    def consents(self, old: Any, world: World) -> Iterator[Consent]:
        if not left_over(old.ref.own):
            yield from super().consents(old, world)

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:
        item = world.old[new]
        types = tuple(ref for ref in mentioned(getattr(item, "arguments", ())) if ref.kind == "type")
        for here, there in on_the_way(old, new, world):
            sql = f"ALTER {self.word_of(item)} {self.signature(item, here)} {to(here, there)}"
            yield Statement(sql=sql, needs=types)

    def target(self, item: Any) -> str:
        return f"{self.word_of(item)} {self.signature(item, item.ref)}"


class FunctionDDL(RoutineDDL):
    model = Function
    word = "FUNCTION"
    rebuilds = frozenset({"set_of", "procedure", "window"})

    def word_of(self, item: Function) -> str:
        return "PROCEDURE" if item.procedure else "FUNCTION"

    def signature(self, item: Function, ref: Ref) -> str:
        # Without IN the types of a procedure may be read as those of its OUT arguments too (manual, DROP PROCEDURE).
        mode = "IN " if item.procedure else ""
        return f"{name(ref)}({', '.join(mode + type_text(argument.type) for argument in item.taken)})"

    def create(self, new: Function, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=made(new))

    def rebuilt(self, old: Function, new: Function, world: World) -> bool:
        """What CREATE OR REPLACE refuses: another result, other names of arguments, fewer defaults (pg_proc.c)."""
        return super().rebuilt(old, new, world) or not replaceable(old, new)

    @alters(
        "arguments",
        "returns",
        "language",
        "body",
        "library",
        "definition",
        "volatility",
        "strict",
        "security_definer",
        "leakproof",
        "parallel",
        "cost",
        "rows",
        "support",
        "settings",
        "transforms",
    )
    def replace(self, old: Function, new: Function, world: World) -> Iterator[Statement]:  # noqa: ARG002
        fields = set(changed(old, new)) - {"comment"}
        alterable = PROCEDURE_ATTRIBUTES if new.procedure else ATTRIBUTES
        if fields <= alterable and not ("support" in fields and new.support is None):
            clauses = list(attributes(old, new))
            yield Statement(sql=f"ALTER {self.target(new)} {' '.join(clauses)}")
        else:
            yield Statement(sql=made(new, replace=True), form="replace function")


def replaceable(old: Function, new: Function) -> bool:
    """Whether CREATE OR REPLACE takes the new arguments and result."""
    had, wanted = old.taken, new.taken
    return (
        old.returns == new.returns
        and all(before.name in ("", after.name) for before, after in zip(had, wanted, strict=True))
        and all(after.default or not before.default for before, after in zip(had, wanted, strict=True))
        and _row(old) == _row(new)
        and _variadic(old) == _variadic(new)
    )


def _row(item: Function) -> object:
    """The columns of the result, where it is a record."""
    given = [argument for argument in item.arguments if argument.mode in ("out", "inout", "table")]
    if item.procedure:
        return [(argument.name, argument.type, argument.mode) for argument in given]
    return [(argument.name, argument.type) for argument in given] if len(given) > 1 else len(given)


def _variadic(item: Function) -> bool:
    return any(argument.mode == "variadic" for argument in item.arguments)


def made(new: Function, *, replace: bool = False) -> str:
    """CREATE FUNCTION or CREATE PROCEDURE."""
    given = [argument for argument in new.arguments if argument.mode != "table"]
    columns = [argument for argument in new.arguments if argument.mode == "table"]
    word = "PROCEDURE" if new.procedure else "FUNCTION"
    lines = [
        f"CREATE {'OR REPLACE ' if replace else ''}{word} {name(new.ref)}({', '.join(map(declared, given))})",
        returned(new, columns),
        f"LANGUAGE {identifier(new.language)}",
        "TRANSFORM " + ", ".join(f"FOR TYPE {type_text(type_)}" for type_ in new.transforms) if new.transforms else "",
        "WINDOW" if new.window else "",
        " ".join(attributes(usual(new), new)),
        body(new),
    ]
    return "\n    ".join(line for line in lines if line)


def usual(new: Function) -> Function:
    """The function with the attributes that it gets when it tells none."""
    return Function(
        ref=new.ref,
        procedure=new.procedure,
        cost=usual_cost(new.language),
        rows=1000 if new.set_of else 0,
    )


def declared(argument: Argument) -> str:
    """An argument as CREATE FUNCTION takes it."""
    words = _MODES.get(argument.mode, "") + (identifier(argument.name) + " " if argument.name else "")
    return words + type_text(argument.type) + (f" DEFAULT {text(argument.default)}" if argument.default else "")


def returned(new: Function, columns: Iterable[Argument]) -> str:
    """The clause RETURNS; none for a procedure, and none where OUT arguments say it."""
    if columns:
        return f"RETURNS TABLE({', '.join(map(declared, columns))})"
    if new.returns is None or (not new.set_of and any(item.mode in ("out", "inout") for item in new.arguments)):
        return ""
    return f"RETURNS {'SETOF ' if new.set_of else ''}{type_text(new.returns)}"


def attributes(old: Function, new: Function) -> Iterator[str]:
    """The clauses that lead from the attributes of one function to those of the other."""
    if old.volatility != new.volatility:
        yield new.volatility.upper()
    if old.strict != new.strict:
        yield "STRICT" if new.strict else "CALLED ON NULL INPUT"
    if old.security_definer != new.security_definer:
        yield "SECURITY DEFINER" if new.security_definer else "SECURITY INVOKER"
    if old.leakproof != new.leakproof:
        yield "LEAKPROOF" if new.leakproof else "NOT LEAKPROOF"
    if old.parallel != new.parallel:
        yield f"PARALLEL {new.parallel.upper()}"
    if old.cost != new.cost:
        yield f"COST {number(new.cost)}"
    if old.rows != new.rows:
        yield f"ROWS {number(new.rows)}"
    if new.support and old.support != new.support:
        yield f"SUPPORT {name(new.support)}"
    had, wanted = dict(old.settings), dict(new.settings)
    stay = [key for key in had if key in wanted]
    if [*stay, *(key for key in wanted if key not in had)] != [*wanted] and had != wanted:
        yield "RESET ALL"  # or they would stand in another order
        had = {}
    for key in had:
        if key not in wanted:
            yield f"RESET {setting(key)}"
    for key, value in new.settings:
        if had.get(key) != value:
            yield f"SET {setting(key)} TO {setting_value(key, value)}"


def number(value: float) -> str:
    """A number as short as it can be said: the catalog keeps 32 bits."""
    if value == int(value):
        return str(int(value))
    return next(text for digits in range(1, 18) if single(float(text := f"{value:.{digits}g}")) == value)


def setting(key: str) -> str:
    """The name of a setting; those of extensions have two parts."""
    return ".".join(map(identifier, key.split(".")))


def setting_value(key: str, value: str) -> str:
    """The value of a setting, of which the catalog keeps the text."""
    if key.lower() not in LISTS:
        return literal(value)
    elements = [match[1].replace('""', '"') if match[1] is not None else match[2] for match in _ELEMENT.finditer(value)]
    return ", ".join(map(literal, elements)) or "''"


def body(new: Function) -> str:
    """The body of the function."""
    if new.definition:
        return text(new.definition)
    if new.library is not None:
        return f"AS {literal(new.library)}, {literal(new.body or '')}"
    return f"AS {quoted(new.body or '')}"


def quoted(body: str) -> str:
    """A text in dollar quotes, by a tag that the text does not hold."""
    tag, count = "$$", 0
    while (body + tag).index(tag) != len(body):
        tag = f"$body{count or ''}$"
        count += 1
    return f"{tag}{body}{tag}"
