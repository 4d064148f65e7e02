"""Whether an authored text means the same under search_path = '', so that nobody has to be asked.

A text of columns, literals, PostgreSQL's own operators on its own types and a few of its functions is taken as it is. All
else may mean an extension's function, operator or type, and is printed by the server before it goes into DDL.
"""

import re

from mizzle.model.column import Column
from mizzle.model.expr import Expr
from mizzle.model.object import Object, expressions
from mizzle.model.schema import Schema

_TOKEN = re.compile(
    r"(?P<string>[eE]?'(?:[^'\\]|''|\\.)*')|(?P<quoted>(?<!\.)\"(?:[^\"]|\"\")+\"\s*\()"
    r"|::\s*(?P<type>[a-z_ ]*[a-z_])|(?P<called>\w+)\s*\(|(?P<word>\w+)|(?P<operator>[-+*/<>=~!@#%^&|`?]+)|(?P<else>.)",
    re.DOTALL,
)
OPERATORS = {"=", "<", ">", "<=", ">=", "<>", "!=", "+", "-", "*", "/", "||"}
CALLED = {
    *("abs", "all", "and", "any", "array", "as", "btrim", "ceil", "char_length", "check", "coalesce", "concat"),
    *(
        "clock_timestamp",
        "current_date",
        "current_setting",
        "date_trunc",
        "distinct",
        "exists",
        "filter",
        "floor",
        "from",
        "greatest",
        "in",
    ),
    *("gen_random_uuid", "is", "jsonb_build_array", "jsonb_build_object", "least", "left", "length", "lower", "max"),
    *(
        "md5",
        "min",
        "mod",
        "nextval",
        "not",
        "now",
        "nullif",
        "on",
        "or",
        "over",
        "random",
        "replace",
        "right",
        "round",
    ),
    *("row", "select", "sign", "statement_timestamp", "substring", "sum", "count", "avg", "then", "else", "when"),
    *("timezone", "to_timestamp", "transaction_timestamp", "trim", "trunc", "upper", "using", "values", "where"),
}
# Of text search: plain where each string is a configuration of PostgreSQL's own, or no word at all.
SEARCHING = {"to_tsvector", "to_tsquery", "plainto_tsquery", "phraseto_tsquery", "websearch_to_tsquery", "setweight"}
LANGUAGES = {
    *(
        "simple",
        "arabic",
        "danish",
        "dutch",
        "english",
        "finnish",
        "french",
        "german",
        "hungarian",
        "indonesian",
        "irish",
    ),
    *("italian", "lithuanian", "nepali", "norwegian", "portuguese", "romanian", "russian", "spanish", "swedish"),
    *("tamil", "turkish"),
}
TYPES = {
    *(
        "text",
        "varchar",
        "char",
        "integer",
        "int",
        "bigint",
        "smallint",
        "numeric",
        "boolean",
        "date",
        "time",
        "timestamp",
    ),
    *(
        "timestamptz",
        "interval",
        "uuid",
        "json",
        "jsonb",
        "real",
        "double precision",
        "bytea",
        "inet",
        "cidr",
        "regclass",
    ),
    *("timestamp with time zone", "timestamp without time zone", "time with time zone", "character varying", "bpchar"),
}


def plain(item: Object, schema: Schema) -> bool:
    """Whether all of the object's expressions are. The columns of its table must be of PostgreSQL's or declared types."""
    found = list(expressions(item))
    if not found:
        return True
    for whole in item.part_of():
        for part in schema.parts(whole) if whole.kind == "table" else ():
            if isinstance(part, Column) and part.type.ref and schema.find(part.type.ref) is None:
                return False
    return all(map(_plain, found))


def _plain(expr: Expr) -> bool:
    text = "".join(piece if isinstance(piece, str) else '"x"' for piece in expr.pieces)
    searches = foreign = False
    for match in _TOKEN.finditer(text):
        if match["quoted"]:
            return False
        if match["type"] and match["type"].strip() not in TYPES:
            return False
        if match["called"] and match["called"].lower() not in CALLED | SEARCHING:
            return False
        searches = searches or (match["called"] or "").lower() in SEARCHING
        if match["string"]:
            word = match["string"].strip("'").removeprefix("pg_catalog.")
            foreign = foreign or (len(word) > 1 and word not in LANGUAGES)
        if match["operator"] and match["operator"] not in OPERATORS:
            return False
        if match["else"] and match["else"] in "$\\":
            return False
    return not (searches and foreign)
