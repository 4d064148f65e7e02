"""Whether the default of a new column may be another for each row, so that the rows that are there must be written anew.

The server tells by pg_proc.provolatile (mizzle/volatile.py). Where it could not be asked, since there is none or the
default calls what the plan makes, the functions of the model tell, and all others but a few count as volatile.
"""

import re

from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.domain import Domain
from mizzle.model.expr import Expr
from mizzle.model.function import Function

CALL = re.compile(r"""'(?:[^']|'')*'|"((?:[^"]|"")*)"\s*\(|(\w+)\s*\(""")
# What is the same for all rows of a statement (pg_proc, provolatile 'i' or 's'), and types that take modifiers.
STEADY = {
    *(
        "now",
        "transaction_timestamp",
        "statement_timestamp",
        "timezone",
        "date_trunc",
        "to_timestamp",
        "localtimestamp",
    ),
    *(
        "current_timestamp",
        "current_time",
        "localtime",
        "lower",
        "upper",
        "coalesce",
        "nullif",
        "array",
        "row",
        "concat",
    ),
    *("jsonb_build_object", "jsonb_build_array", "json_build_object", "json_build_array", "to_jsonb", "md5", "round"),
    *("varchar", "varying", "char", "character", "bpchar", "numeric", "decimal", "timestamp", "timestamptz", "time"),
    *("interval", "bit", "varbit", "float", "vector", "in", "any", "all", "and", "or", "not", "current_setting"),
}


def default_of(column: Column, world: World) -> Expr | None:
    """The column's default, else that of its domain, which took over that of the one below it when it was made."""
    if column.default or column.generated:
        return column.default
    domain = world.new.find(column.type.ref) if column.type.ref and not column.type.array else None
    return domain.default if isinstance(domain, Domain) else None


def varies(column: Column, default: Expr, world: World) -> bool:
    """Whether it may be another for each row."""
    known = world.facts.volatile.get(column.ref)
    if known is not None:
        return known
    called = [world.new.find(ref) for ref in (*default.refs(), *column.depends)]
    functions = {item.ref.own: item for item in called if isinstance(item, Function)}
    if any(item.volatility == "volatile" for item in functions.values()):
        return True
    text = "".join(piece if isinstance(piece, str) else '"x"' for piece in default.pieces)
    names = [quoted or word for quoted, word in CALL.findall(text) if quoted or word]
    return any(name.lower() not in STEADY and name not in functions for name in names)
