"""The data types that are drawn: what a value of each looks like, and where they may change to.

A value is made of a small number, the same for every table, so that foreign keys that are added later find their rows
and a text column holds digits that can become numbers.
"""

from collections.abc import Callable

from attrs import frozen


@frozen
class Kind:
    """A type by the name that format_type() prints.

    value    number → SQL literal with a cast
    default  texts as people write them; the server prints most of them otherwise
    becomes  types that every drawn value can change to
    key      whether equality and order are there (unique, foreign keys, btree)
    check    a condition on a column {} that every drawn value passes
    """

    name: str
    value: Callable[[int], str]
    defaults: tuple[str, ...] = ()
    becomes: tuple[str, ...] = ()
    key: bool = True
    check: str = "{} IS NOT NULL OR {} IS NULL"
    generated: str | None = None
    version: int = 14


def _cast(kind: str, template: str = "{}") -> Callable[[int], str]:
    return lambda number: f"'{template.format(number)}'::{kind}"


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "integer",
            str,
            ("0", "1 + 1", "-3", "'7'"),
            ("bigint", "numeric", "text"),
            check="{} > -100 AND {} <> 77",
            generated="{} * 2",
        ),
        Kind(
            "text",
            _cast("text"),
            ("'x'", "''", "'it''s'", "'a' || 'b'", "current_user"),
            ("character varying", "character varying(40)"),
            check="length({}) < 1000",
            generated="upper({})",
        ),
        Kind(
            "bigint",
            _cast("bigint"),
            ("0", "9999999999", "-1"),
            ("numeric", "integer", "text"),
            check="{} >= 0",
            generated="{} + 1",
        ),
        Kind(
            "boolean",
            lambda number: f"({number} % 2 = 0)",
            ("true", "false", "'yes'", "not true"),
            ("text",),
            key=False,
            check="{} OR NOT {}",
        ),
        Kind("uuid", _cast("uuid", "00000000-0000-0000-0000-{:012d}"), ("gen_random_uuid()",), ("text",)),
        Kind(
            "timestamp with time zone",
            _cast("timestamptz", "2020-01-{:02d} 10:00+00"),
            ("now()", "CURRENT_TIMESTAMP", "'2020-01-01'", "now() + interval '1 day'"),
            ("timestamp without time zone", "text"),
            check="{} > '1999-01-01'",
        ),
        Kind(
            "timestamp without time zone",
            _cast("timestamp", "2020-01-{:02d} 10:00"),
            ("'2020-01-01 00:00'", "now()"),
            ("timestamp with time zone", "date"),
            check="{} BETWEEN '1999-01-01' AND '2999-01-01'",
        ),
        Kind(
            "numeric(12,3)",
            _cast("numeric"),
            ("0", "1.5", "-2.25"),
            ("numeric", "numeric(14,3)"),
            check="{} < 1e9",
            generated="{} + 1.0",
        ),
        Kind("numeric", _cast("numeric"), ("0", "3.14"), ("text",), check="{} IN (1,2,3) OR {} > -1"),
        Kind(
            "character varying(40)",
            _cast("varchar"),
            ("'x'", "'a'::text"),
            ("character varying(80)", "text"),
            check="{} IN ('a','b') OR length({}) < 100",
        ),
        Kind(
            "character varying(80)",
            _cast("varchar"),
            ("'x'",),
            ("character varying", "character varying(40)", "integer"),
            check="{} NOT LIKE '%zzz%'",
        ),
        Kind(
            "character varying",
            _cast("varchar"),
            ("'x'", "lower('X')"),
            ("text",),
            check="{} = ANY (ARRAY['a','b']) OR {} <> 'q'",
        ),
        Kind("character(8)", _cast("bpchar"), ("'x'",), ("text",), check="{} <> 'zz'"),
        Kind("smallint", _cast("smallint"), ("0", "5"), ("integer", "bigint"), check="{} < 100"),
        Kind("real", _cast("real"), ("0", "1.5"), ("double precision",), key=False, check="{} < 1e9"),
        Kind("double precision", _cast("double precision"), ("0", "'nan'"), ("numeric",), key=False, check="{} < 1e9"),
        Kind(
            "date",
            _cast("date", "2020-01-{:02d}"),
            ("CURRENT_DATE", "'2020-02-02'"),
            ("timestamp without time zone", "text"),
            check="{} > '1999-01-01'",
        ),
        Kind("time without time zone", _cast("time", "10:{:02d}"), ("'10:00'",), ("text", "interval")),
        Kind("time(3) with time zone", _cast("timetz", "10:{:02d}+00"), ("'10:00+02'",), ("text",)),
        Kind(
            "timestamp(3) with time zone",
            _cast("timestamptz", "2020-01-{:02d} 10:00+00"),
            ("now()",),
            ("timestamp with time zone",),
        ),
        Kind(
            "interval",
            _cast("interval", "{} days"),
            ("'1 day'", "interval '2 hours'"),
            ("text",),
            check="{} < interval '1 year'",
        ),
        Kind("interval day to second(3)", _cast("interval", "{} days"), ("'1 day'",), ("interval",)),
        Kind(
            "jsonb",
            _cast("jsonb", '{{"a": {}}}'),
            ("'{}'", "'{\"b\": [1, 2]}'::jsonb", "jsonb_build_object()"),
            ("json", "text"),
            key=False,
            check="jsonb_typeof({}) = 'object'",
        ),
        Kind("json", _cast("json", '{{"a": {}}}'), ("'{}'",), ("jsonb",), key=False),
        Kind("bytea", _cast("bytea", "\\x{:04x}"), ("'\\x00ff'", "''"), (), check="length({}) < 100"),
        Kind("inet", _cast("inet", "10.0.0.{}"), ("'127.0.0.1'",), ("text",)),
        Kind("cidr", _cast("cidr", "10.0.{}.0/24"), ("'10.0.0.0/8'",), ("inet",)),
        Kind("macaddr", _cast("macaddr", "08:00:2b:01:02:{:02x}"), ("'08:00:2b:01:02:03'",), ("macaddr8",)),
        Kind("macaddr8", _cast("macaddr8", "08:00:2b:01:02:03:04:{:02x}"), (), ("text",)),
        Kind(
            "integer[]",
            lambda number: f"ARRAY[{number}]",
            ("'{}'", "ARRAY[1,2]", "'{1,2}'::int[]"),
            ("bigint[]",),
            check="cardinality({}) < 100",
        ),
        Kind("bigint[]", lambda number: f"ARRAY[{number}]::bigint[]", ("'{}'",), (), check="{} <> '{{99}}'"),
        Kind(
            "text[]",
            lambda number: f"ARRAY['{number}']",
            ("'{}'", "ARRAY[]::text[]", "'{a,b}'"),
            ("character varying[]",),
            check="NOT ({} && ARRAY['zz'])",
        ),
        Kind(
            "character varying[]",
            lambda number: f"ARRAY['{number}']::varchar[]",
            ("'{}'",),
            ("text[]",),
            check="NOT ('q' = ANY ({}))",
        ),
        Kind("money", _cast("money"), ("'1.50'",), ("numeric",), check="{} < 100::money"),
        Kind("bit(8)", lambda number: f"{number}::bit(8)", ("B'00000001'", "'00000000'"), ("bit varying(16)",)),
        Kind("bit varying(16)", lambda number: f"{number}::bit(8)::varbit", ("''",), ()),
        Kind("point", _cast("point", "({},1)"), ("'(0,0)'", "point(1,2)"), ("text",), key=False),
        Kind("box", _cast("box", "(0,0),({},1)"), (), (), key=False),
        Kind("polygon", _cast("polygon", "((0,0),({},1))"), (), (), key=False),
        Kind("tsvector", _cast("tsvector", "a{}"), ("''", "to_tsvector('english', 'words here')"), ("text",)),
        Kind("tsquery", _cast("tsquery", "a{}"), (), ()),
        Kind(
            "int4range",
            _cast("int4range", "[{0},{0}]"),
            ("'empty'", "int4range(1,2)"),
            ("text",),
            check="lower({}) < 100",
        ),
        Kind(
            "tstzrange", _cast("tstzrange", "[2020-01-{0:02d},2020-01-{0:02d} 01:00]"), ("tstzrange(NULL, NULL)",), ()
        ),
        Kind("int4multirange", _cast("int4multirange", "{{[{0},{0}]}}"), (), ()),
        Kind("xml", _cast("xml", "<a>{}</a>"), (), (), key=False, version=99),
        Kind("oid", _cast("oid"), ("0",), ("bigint",)),
        Kind(
            "regclass",
            lambda number: f"'pg_class'::regclass -- {number}".split(" --")[0],
            ("'pg_class'",),
            (),
            key=False,
        ),
        Kind("pg_lsn", _cast("pg_lsn", "0/{:X}"), ("'0/0'",), ("text",)),
        Kind("name", _cast("name"), ("'x'",), ("text",)),
        Kind('"char"', _cast('"char"'), ("'x'",), ("text",)),
    )
}
