"""pg_function() and pg_procedure(), and how their arguments and types are told."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from attrs import field, frozen

from mizzle.dsl.column import Column
from mizzle.dsl.context import Context
from mizzle.dsl.data_type import DataType
from mizzle.dsl.enum import EnumDeclaration
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, block, flag, literal, mapped, place, said
from mizzle.dsl.source import listed as in_list
from mizzle.dsl.sql import SQL
from mizzle.dsl.table import Table
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Piece
from mizzle.model.function import Argument, Function, single, usual_cost
from mizzle.model.names import checked, plain
from mizzle.model.object import Object
from mizzle.model.place import Place
from mizzle.model.ref import Ref, signed
from mizzle.model.type import Type

MODES = ("in", "out", "inout", "variadic")
# Types that columns cannot have.
PSEUDO = {
    *("any", "anyarray", "anycompatible", "anycompatiblearray", "anycompatiblemultirange", "anycompatiblenonarray"),
    *("anycompatiblerange", "anyelement", "anyenum", "anymultirange", "anynonarray", "anyrange", "cstring"),
    *("event_trigger", "fdw_handler", "index_am_handler", "internal", "language_handler", "pg_ddl_command", "record"),
    *("table_am_handler", "trigger", "tsm_handler", "unknown", "void"),
}


def type_of(value: Any, context: Context, origin: Place | None) -> Type:
    """The type that a name, a column builder, a pg_enum() or a pg_table() (its rows) stands for. Modifiers do not count."""
    if isinstance(value, str):
        bare = value.strip().lower().removeprefix("pg_catalog.")
        if bare.removesuffix("[]").strip('"') in PSEUDO:
            word = bare.removesuffix("[]").strip('"')
            return Type('"any"' if word == "any" else word, None, bare.endswith("[]"))
        from mizzle.dsl.types.custom import named

        value = named(value)
    if isinstance(value, Table):
        ref = value._ref(context)
        return Type("", Ref("type", ref.schema, ref.name))
    if isinstance(value, EnumDeclaration):
        return Type("", value._type(context))
    if isinstance(value, Column):
        value = value._spec.type
    if not isinstance(value, DataType):
        raise DeclarationError(
            f"{origin}: {value!r} is no type: give its name, a column builder, a pg_enum() or a pg_table()"
        )
    made = value.type(context)
    name = "interval" if made.name.startswith("interval") else value.cast
    return Type("" if made.ref else name, made.ref, made.array)


@frozen
class ArgumentDeclaration:
    """What argument() makes."""

    type: Any
    default: Any = None
    mode: str = "in"
    name: str = ""
    origin: Place | None = field(default=None, eq=False, repr=False)

    def model(self, name: str, context: Context) -> Argument:
        default = None
        if isinstance(self.default, SQL):
            default = self.default.expr(context)
        elif self.default is not None:
            data_type = self.type._spec.type if isinstance(self.type, Column) else self.type
            if isinstance(data_type, str):
                from mizzle.dsl.types.custom import named

                data_type = named(data_type)
            if not isinstance(data_type, DataType):
                raise DeclarationError(f"{self.origin}: the default of {name or 'an argument'} must be sql(...)")
            default = data_type.literal(self.default, context, self.origin)
        return Argument(type=type_of(self.type, context, self.origin), name=name, mode=self.mode, default=default)


def argument(
    type: Any,
    *,
    default: Any = None,
    mode: Literal["in", "out", "inout", "variadic"] = "in",
    name: str = "",
) -> ArgumentDeclaration:
    """An argument with a default or another mode than IN: {"n": argument(integer(), default=10)}.

    default  sql(...) or a Python value of the type
    name     in a list, where other arguments have none: [integer(), argument(integer(), name="n")]
    """
    origin = here()
    if mode not in MODES:
        raise DeclarationError(f"{origin}: the mode of an argument is one of {', '.join(MODES)}, not {mode!r}")
    if default is not None and mode == "out":
        raise DeclarationError(f"{origin}: an argument of mode out has no default")
    return ArgumentDeclaration(type, default, mode, name, origin)


Arguments = Mapping[str, Any] | Iterable[Any]


def listed(arguments: Arguments, origin: Place) -> tuple[tuple[str, ArgumentDeclaration], ...]:
    """Arguments by name, or a list; those in a list have no name unless argument() gives one."""
    if isinstance(arguments, (str, Column, Table)):
        raise DeclarationError(f"{origin}: arguments are a dict of name → type, or a list of types, not {arguments!r}")
    pairs = (
        arguments.items()
        if isinstance(arguments, Mapping)
        else ((getattr(item, "name", "") if isinstance(item, ArgumentDeclaration) else "", item) for item in arguments)
    )
    made = tuple(
        (
            checked(name, "argument") if name else "",
            item if isinstance(item, ArgumentDeclaration) else ArgumentDeclaration(item, origin=origin),
        )
        for name, item in pairs
    )
    given = [item for _, item in made if item.mode != "out"]
    if any(item.mode == "variadic" for item in given[:-1]):
        raise DeclarationError(f"{origin}: a variadic argument is the last one")
    needed = [item.default is None for item in given]
    if True in needed[needed.index(False) :] if False in needed else False:
        raise DeclarationError(f"{origin}: every argument after one with a default needs a default too")
    return made


def setting(name: str, value: Any) -> tuple[str, str]:
    """SET name TO value, as the catalog keeps it. A list gives the elements of search_path and the like."""
    if isinstance(value, bool):
        return name, "on" if value else "off"
    if isinstance(value, (list, tuple)):
        return name, ", ".join(plain(item) if item else '""' for item in value)
    if name == "search_path":
        return setting(name, [word.strip().strip('"') for word in str(value).split(",")])
    return name, str(value)


@frozen
class FunctionDeclaration:
    """What pg_function() and pg_procedure() make. In sql() it is the function's name: sql("{}({})", total, orders.id)."""

    name: str
    arguments: tuple[tuple[str, ArgumentDeclaration], ...]
    returns: Any
    body: str | SQL
    facts: dict[str, Any] = field(factory=dict)
    columns: tuple[tuple[str, Any], ...] = ()
    transforms: tuple[Any, ...] = ()
    support: str | None = None
    namespace: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _arguments(self, context: Context) -> tuple[Argument, ...]:
        return (
            *(item.model(name, context) for name, item in self.arguments),
            *(
                Argument(type=type_of(type_, context, self.origin), name=name, mode="table")
                for name, type_ in self.columns
            ),
        )

    def _ref(self, context: Context) -> Ref:
        types = ", ".join(
            str(type_of(item.type, context, self.origin)) for _, item in self.arguments if item.mode != "out"
        )
        return Ref("function", context.place(self, self.namespace), signed(self.name, types))

    def _piece(self, context: Context) -> Piece:
        return self._ref(context)

    def _objects(self, context: Context) -> Iterator[Object]:
        arguments = self._arguments(context)
        out = [item for item in arguments if item.mode in ("out", "inout", "table")]
        if self.facts.get("procedure"):
            returns = None
        elif self.returns is not None:
            returns = type_of(self.returns, context, self.origin)
        else:
            returns = out[0].type if len(out) == 1 else Type("record")
        space, _, own = (self.support or "").rpartition(".")
        yield Function(
            ref=self._ref(context),
            arguments=arguments,
            returns=returns,
            body=None if isinstance(self.body, SQL) else self.body,
            definition=self.body.body(context) if isinstance(self.body, SQL) else None,
            transforms=tuple(type_of(item, context, self.origin) for item in self.transforms),
            support=Ref("function", space or context.namespace, signed(own, "internal")) if self.support else None,
            origin=self.origin,
            **self.facts,
        )


def pg_function(
    name: str,
    arguments: Arguments = (),
    *,
    returns: Any = None,
    set_of: bool = False,
    language: str = "sql",
    body: str | SQL,
    library: str | None = None,
    window: bool = False,
    volatility: Literal["immutable", "stable", "volatile"] = "volatile",
    strict: bool = False,
    security_definer: bool = False,
    leakproof: bool = False,
    parallel: Literal["safe", "restricted", "unsafe"] = "unsafe",
    cost: float | None = None,
    rows: float | None = None,
    support: str | None = None,
    settings: Mapping[str, Any] | None = None,
    transforms: Iterable[Any] = (),
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> FunctionDeclaration:
    """A function: pg_function("double", {"n": integer()}, returns=integer(), body="SELECT n * 2").

    arguments  name → type, or a list of types. A type is its name, a column builder, a pg_enum() or a pg_table();
               argument() gives it a default or a mode
    returns    the type; "trigger" for a trigger function, "void" for none, a dict of name → type for RETURNS TABLE; left
               out where OUT arguments tell it
    set_of     RETURNS SETOF
    body       a string is kept byte by byte; sql("BEGIN ATOMIC … END") or sql("RETURN …") is a body of the SQL standard,
               whose needs are known
    library    of a C function the file; `body` is then the symbol
    settings   SET name TO value while it runs: {"search_path": ""}
    support    the planner's support function by name

    Raises DeclarationError for options that exclude each other or that PostgreSQL does not have.
    """
    origin = here()
    made = listed(arguments, origin)
    out = any(item.mode in ("out", "inout") for _, item in made)
    table = isinstance(returns, Mapping)
    if table and out:
        raise DeclarationError(
            f"{origin}: function {name} returns a table and has OUT arguments; PostgreSQL takes one of both"
        )
    if returns is None and not out:
        raise DeclarationError(f'{origin}: function {name} has no returns=…; "void" says that it returns nothing')
    _choice(origin, "volatility", volatility, ("immutable", "stable", "volatile"))
    _choice(origin, "parallel", parallel, ("safe", "restricted", "unsafe"))
    if rows is not None and not (set_of or table):
        raise DeclarationError(f"{origin}: rows is for functions that return a set")
    if (cost is not None and cost <= 0) or (rows is not None and rows <= 0):
        raise DeclarationError(f"{origin}: cost and rows of function {name} must be positive")
    facts = {
        **_common(name, language, body, settings, security_definer, comment, renamed_from, origin),
        "set_of": set_of or table,
        "library": library,
        "window": window,
        "volatility": volatility,
        "strict": strict,
        "leakproof": leakproof,
        "parallel": parallel,
        "cost": usual_cost(language.lower()) if cost is None else single(cost),
        "rows": (1000 if set_of or table else 0) if rows is None else single(rows),
    }
    return FunctionDeclaration(
        checked(name, "function"),
        made,
        None if table else returns,
        body,
        facts,
        tuple(returns.items()) if isinstance(returns, Mapping) else (),
        tuple(transforms),
        support,
        schema,
        origin,
    )


def pg_procedure(
    name: str,
    arguments: Arguments = (),
    *,
    language: str = "sql",
    body: str | SQL,
    security_definer: bool = False,
    settings: Mapping[str, Any] | None = None,
    transforms: Iterable[Any] = (),
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> FunctionDeclaration:
    """A procedure: pg_procedure("tidy", language="plpgsql", body="BEGIN … END"). Its options are those of pg_function()."""
    origin = here()
    facts = _common(name, language, body, settings, security_definer, comment, renamed_from, origin)
    return FunctionDeclaration(
        checked(name, "procedure"),
        listed(arguments, origin),
        None,
        body,
        {**facts, "procedure": True, "cost": usual_cost(language.lower())},
        (),
        tuple(transforms),
        None,
        schema,
        origin,
    )


def _common(
    name: str,
    language: str,
    body: Any,
    settings: Mapping[str, Any] | None,
    security_definer: bool,  # noqa: FBT001
    comment: str | None,
    renamed_from: str | None,
    origin: Place,
) -> dict[str, Any]:
    """What functions and procedures have in common."""
    if not isinstance(body, (str, SQL)):
        raise DeclarationError(f"{origin}: the body of {name} is a string or sql(...), not {type(body).__name__}")
    if isinstance(body, str) and "\0" in body:
        raise DeclarationError(f"{origin}: the body of {name} holds a NUL character")
    if isinstance(body, SQL) and language.lower() != "sql":
        raise DeclarationError(f"{origin}: a body of sql(...) is for language sql; give the body of {name} as a string")
    return {
        "language": language.lower(),
        "settings": tuple(setting(key, value) for key, value in (settings or {}).items()),
        "security_definer": security_definer,
        "comment": comment,
        "renamed": renamed_from and checked(renamed_from, "function"),
    }


def _choice(origin: Place, what: str, value: str, words: tuple[str, ...]) -> None:
    if value not in words:
        raise DeclarationError(f"{origin}: {what} is one of {', '.join(words)}, not {value!r}")


def function_ref(value: Any, types: str, context: Context, origin: Place | None) -> Ref:
    """The function that a pg_function() or a name stands for; a bare name stands where the declaration does."""
    if isinstance(value, FunctionDeclaration):
        return value._ref(context)
    if not isinstance(value, str) or not value:
        raise DeclarationError(f"{origin}: a function is a pg_function() or its name, not {value!r}")
    space, _, own = value.rpartition(".")
    return Ref("function", space or context.namespace, signed(own, types))


def source(item: Function, module: Module) -> Any:
    """The call that declares a function or procedure."""
    plain_ = [each for each in item.arguments if each.mode != "table"]
    columns = [each for each in item.arguments if each.mode == "table"]
    out = any(each.mode in ("out", "inout") for each in plain_)
    named = [each for each in plain_ if each.name]
    partly = bool(named) and len(named) < len(plain_)
    types = [written(each, module, named=partly) for each in plain_]
    body = block(item.body) if item.body is not None else None
    returns: Any = None
    if columns:
        returns = mapped((each.name, literal(str(each.type))) for each in columns)
    elif item.returns is not None and not out:
        returns = literal(str(item.returns))
    facts: dict[str, Any] = {
        "language": None if item.language == "sql" else literal(item.language),
        "security_definer": flag(item.security_definer),
        "settings": mapped((key, _setting(key, value)) for key, value in item.settings) if item.settings else None,
    }
    if not item.procedure:
        usual = usual_cost(item.language)
        rows = 1000 if item.set_of else 0
        facts |= {
            "library": said(item.library),
            "window": flag(item.window),
            "volatility": None if item.volatility == "volatile" else literal(item.volatility),
            "strict": flag(item.strict),
            "leakproof": flag(item.leakproof),
            "parallel": None if item.parallel == "unsafe" else literal(item.parallel),
            "cost": None if item.cost == usual else f"{item.cost:g}",
            "rows": None if item.rows == rows else f"{item.rows:g}",
            "support": literal(f"{item.support.schema}.{item.support.own}") if item.support else None,
            "set_of": flag(item.set_of and not columns),
        }
    if item.transforms:
        facts["transforms"] = in_list(literal(str(each)) for each in item.transforms)
    given = (
        mapped((each.name, code) for each, code in zip(plain_, types, strict=True))
        if named and not partly
        else in_list(types)
    )
    return module.call(
        "pg_procedure" if item.procedure else "pg_function",
        literal(item.ref.own),
        *([given] if plain_ else []),
        returns=returns,
        **facts,
        body=body if body is not None else module.sql(item.definition) if item.definition else None,
        schema=place(item.ref),
        comment=said(item.comment),
    )


def _setting(key: str, value: str) -> Any:
    """A setting as it is given: a search path without quotes, or as a list where a name holds a comma."""
    if key != "search_path":
        return literal(value)
    names = [found[0].replace('""', '"') or found[1] for found in _NAMES.findall(value)]
    return in_list(map(literal, names)) if any("," in name for name in names) else literal(", ".join(names))


_NAMES = re.compile(r'"((?:[^"]|"")*)"|([^,\s"]+)')


def written(item: Argument, module: Module, *, named: bool = False) -> Any:
    """The type of an argument, or the call of argument(); `named` where the list does not tell its name."""
    name = literal(item.name) if named and item.name else None
    if item.mode == "in" and item.default is None and name is None:
        return literal(str(item.type))
    mode = None if item.mode == "in" else literal(item.mode)
    default = module.sql(item.default) if item.default else None
    return module.call("argument", literal(str(item.type)), default=default, mode=mode, name=name)
