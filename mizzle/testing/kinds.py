"""The data types that are drawn: what a value of each looks like, and where they may change to.

A value is made of a small number, the same for every table, so that foreign keys that are added later find their rows
and a text column holds digits that can become numbers.
"""

from collections.abc import Callable

from attrs import frozen

from mizzle.model.type import Type


@frozen
class Kind:
    """A type by the name that format_type() prints.

    value    number → SQL literal with a cast
    default  texts as people write them; the server prints most of them otherwise
    becomes  types that every drawn value can change to
    key      whether equality and order are there (unique, foreign keys, btree)
    check    a condition on a column {} that every drawn value passes
    indexed  index methods other than btree, each with an operator class ("" for the type's own) and its parameters
    extension  the extension that brings the type; its name then stands without a namespace
    """

    name: str
    value: Callable[[int], str]
    defaults: tuple[str, ...] = ()
    becomes: tuple[str, ...] = ()
    key: bool = True
    check: str = "{} IS NOT NULL OR {} IS NULL"
    generated: str | None = None
    version: int = 14
    indexed: tuple[tuple[str, str, str], ...] = ()
    extension: str = ""


def kind_of(made: Type) -> Kind | None:
    """The drawn kind of a type; None for an enum and for a type that is never drawn."""
    found = KINDS.get(f"{made.ref.name if made.ref else ''}{made.name}{'[]' if made.array else ''}")
    return found if found and bool(found.extension) == bool(made.ref) else None


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
            indexed=(
                ("hash", "", ""),
                ("brin", "", ""),
                ("brin", "int4_minmax_multi_ops", "values_per_range=16"),
                ("brin", "int4_bloom_ops", ""),
            ),
        ),
        Kind(
            "text",
            _cast("text"),
            ("'x'", "''", "'it''s'", "'a' || 'b'", "current_user"),
            ("character varying", "character varying(40)"),
            check="length({}) < 1000",
            generated="upper({})",
            indexed=(("hash", "", ""), ("brin", "", ""), ("spgist", "", ""), ("hash", "text_pattern_ops", "")),
        ),
        Kind(
            "bigint",
            _cast("bigint"),
            ("0", "9999999999", "-1"),
            ("numeric", "integer", "text"),
            check="{} >= 0",
            generated="{} + 1",
            indexed=(
                ("hash", "", ""),
                ("brin", "", ""),
                ("brin", "int8_minmax_multi_ops", "values_per_range=16"),
                ("brin", "int8_bloom_ops", ""),
            ),
        ),
        Kind(
            "boolean",
            lambda number: f"({number} % 2 = 0)",
            ("true", "false", "'yes'", "not true"),
            ("text",),
            key=False,
            check="{} OR NOT {}",
        ),
        Kind(
            "uuid",
            _cast("uuid", "00000000-0000-0000-0000-{:012d}"),
            ("gen_random_uuid()",),
            ("text",),
            indexed=(("hash", "", ""), ("brin", "uuid_bloom_ops", "n_distinct_per_range=50")),
        ),
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
            indexed=(("hash", "", ""), ("brin", "", ""), ("brin", "date_bloom_ops", "false_positive_rate=0.05")),
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
            indexed=(("gin", "", ""), ("gin", "jsonb_path_ops", "")),
        ),
        Kind("json", _cast("json", '{{"a": {}}}'), ("'{}'",), ("jsonb",), key=False),
        Kind("bytea", _cast("bytea", "\\x{:04x}"), ("'\\x00ff'", "''"), (), check="length({}) < 100"),
        Kind(
            "inet",
            _cast("inet", "10.0.0.{}"),
            ("'127.0.0.1'",),
            ("text",),
            indexed=(("gist", "inet_ops", ""), ("spgist", "", ""), ("brin", "inet_minmax_ops", "")),
        ),
        Kind("cidr", _cast("cidr", "10.0.{}.0/24"), ("'10.0.0.0/8'",), ("inet",)),
        Kind("macaddr", _cast("macaddr", "08:00:2b:01:02:{:02x}"), ("'08:00:2b:01:02:03'",), ("macaddr8",)),
        Kind("macaddr8", _cast("macaddr8", "08:00:2b:01:02:03:04:{:02x}"), (), ("text",)),
        Kind(
            "integer[]",
            lambda number: f"ARRAY[{number}]",
            ("'{}'", "ARRAY[1,2]", "'{1,2}'::int[]"),
            ("bigint[]",),
            check="cardinality({}) < 100",
            indexed=(("gin", "", ""),),
        ),
        Kind("bigint[]", lambda number: f"ARRAY[{number}]::bigint[]", ("'{}'",), (), check="{} <> '{{99}}'"),
        Kind(
            "text[]",
            lambda number: f"ARRAY['{number}']",
            ("'{}'", "ARRAY[]::text[]", "'{a,b}'"),
            ("character varying[]",),
            check="NOT ({} && ARRAY['zz'])",
            indexed=(("gin", "", ""),),
        ),
        Kind(
            "character varying[]",
            lambda number: f"ARRAY['{number}']::varchar[]",
            ("'{}'",),
            ("text[]",),
            check="NOT ('q' = ANY ({}))",
        ),
        Kind("money", _cast("money"), ("'1.50'",), ("numeric",), check="{} < '100'::money"),
        Kind("bit(8)", lambda number: f"{number}::bit(8)", ("B'00000001'", "'00000000'"), ("bit varying(16)",)),
        Kind("bit varying(16)", lambda number: f"{number}::bit(8)::varbit", ("''",), ()),
        Kind(
            "point",
            _cast("point", "({},1)"),
            ("'(0,0)'", "point(1,2)"),
            ("text",),
            key=False,
            indexed=(("gist", "", ""), ("spgist", "", ""), ("spgist", "kd_point_ops", "")),
        ),
        Kind(
            "box",
            _cast("box", "(0,0),({},1)"),
            (),
            (),
            key=False,
            indexed=(("gist", "", ""), ("spgist", "", ""), ("brin", "", "")),
        ),
        Kind(
            "polygon",
            _cast("polygon", "((0,0),({},1))"),
            (),
            (),
            key=False,
            indexed=(("gist", "", ""), ("spgist", "", "")),
        ),
        Kind(
            "tsvector",
            _cast("tsvector", "a{}"),
            ("''", "to_tsvector('english', 'words here')"),
            ("text",),
            indexed=(("gin", "", ""), ("gist", "", ""), ("gist", "tsvector_ops", "siglen=100")),
        ),
        Kind("tsquery", _cast("tsquery", "a{}"), (), ()),
        Kind(
            "int4range",
            _cast("int4range", "[{0},{0}]"),
            ("'empty'", "int4range(1,2)"),
            ("text",),
            check="lower({}) < 100",
            indexed=(("gist", "", ""), ("spgist", "", ""), ("brin", "", "")),
        ),
        Kind(
            "tstzrange",
            _cast("tstzrange", "[2020-01-{0:02d},2020-01-{0:02d} 01:00]"),
            ("tstzrange(NULL, NULL)",),
            (),
            indexed=(("gist", "", ""), ("spgist", "", "")),
        ),
        Kind("int4multirange", _cast("int4multirange", "{{[{0},{0}]}}"), (), (), indexed=(("gist", "", ""),)),
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
        Kind("circle", _cast("circle", "<(0,0),{}>"), ("'<(1,2),3>'",), key=False, indexed=(("gist", "", ""),)),
        Kind("line", _cast("line", "{{1,2,{}}}"), ("'{1,2,3}'",), key=False),
        Kind("lseg", _cast("lseg", "[(0,0),({},1)]"), ("'[(0,0),(1,1)]'",), key=False),
        Kind("path", _cast("path", "((0,0),({},1))"), ("'[(0,0),(1,1)]'",), key=False),
        Kind("jsonpath", _cast("jsonpath", "$.a{}"), ("'$.a[*] ? (@ > 1)'",), ("text",), key=False),
        Kind(
            "daterange",
            _cast("daterange", "[2020-01-{0:02d},2020-01-{0:02d}]"),
            ("'empty'",),
            indexed=(("gist", "", ""),),
        ),
        Kind("tsrange", _cast("tsrange", "[2020-01-{0:02d},2020-01-{0:02d} 01:00]"), ("'empty'",)),
        Kind("numrange", _cast("numrange", "[{0},{0}]"), ("'[1,2)'",), ("text",)),
        Kind("int8range", _cast("int8range", "[{0},{0}]"), ("'(,)'",), ("text",)),
        Kind("datemultirange", _cast("datemultirange", "{{[2020-01-{0:02d},2020-01-{0:02d}]}}"), ("'{}'",)),
        Kind("tsmultirange", _cast("tsmultirange", "{{[2020-01-{0:02d},2020-01-{0:02d} 01:00]}}"), ("'{}'",)),
        Kind("tstzmultirange", _cast("tstzmultirange", "{{[2020-01-{0:02d},2020-01-{0:02d} 01:00]}}"), ("'{}'",)),
        Kind("nummultirange", _cast("nummultirange", "{{[{0},{0}]}}"), ("'{}'",)),
        Kind("int8multirange", _cast("int8multirange", "{{[{0},{0}]}}"), ("'{}'",)),
        Kind("xid8", _cast("xid8"), ("'7'",), ("text",)),
        Kind("pg_snapshot", _cast("pg_snapshot", "{0}:{0}:"), ("'1:1:'",), ("text",), key=False),
        Kind("txid_snapshot", _cast("txid_snapshot", "{0}:{0}:"), ("'1:1:'",), key=False),
        Kind("regproc", lambda number: f"'{('now', 'pi')[number % 2]}'::regproc", ("'now'",), key=False),
        Kind("regprocedure", lambda number: f"'{('now()', 'pi()')[number % 2]}'::regprocedure", ("'pi()'",), key=False),
        Kind("regoper", lambda _: "'|/'::regoper", ("'|/'",), key=False),
        Kind("regoperator", lambda number: f"'{'+-'[number % 2]}(integer,integer)'::regoperator", (), key=False),
        Kind(
            "regtype", lambda number: f"'{('integer', 'text')[number % 2]}'::regtype", ("'text'",), ("text",), key=False
        ),
        Kind("regnamespace", lambda _: "'pg_catalog'::regnamespace", ("'pg_catalog'",), ("text",), key=False),
        Kind("regconfig", lambda number: f"'{('simple', 'english')[number % 2]}'::regconfig", ("'simple'",), key=False),
        Kind("regdictionary", lambda _: "'simple'::regdictionary", ("'simple'",), key=False),
        Kind("regcollation", lambda number: f"'\"{('C', 'POSIX')[number % 2]}\"'::regcollation", (), key=False),
        Kind("regrole", lambda _: "'pg_monitor'::regrole", (), ("text",), key=False),
        Kind("bit(1)", lambda number: f"{number}::bit(1)", ("B'1'", "'0'"), ("bit(8)", "text"), key=False),
        Kind("bit varying", lambda number: f"{number}::bit(8)::varbit", ("''",), ("text",)),
        Kind("character(1)", _cast("bpchar"), ("'x'",), ("character(8)", "text", "character varying(40)")),
        Kind("bpchar", _cast("bpchar"), ("'x'",), ("text",)),
        Kind("numeric(14,3)", _cast("numeric"), ("0.5",), ("numeric(12,3)", "integer"), check="{} < 1000"),
        Kind("numeric(5,0)", _cast("numeric"), ("7",), ("smallint", "double precision")),
        Kind("time(0) without time zone", _cast("time", "10:{:02d}"), ("'10:00'",), ("time without time zone", "text")),
        Kind("time with time zone", _cast("timetz", "10:{:02d}+00"), ("CURRENT_TIME",), ("time without time zone",)),
        Kind(
            "timestamp(0) without time zone", _cast("timestamp", "2020-01-{:02d} 10:00"), ("LOCALTIMESTAMP",), ("date",)
        ),
        Kind("interval year to month", _cast("interval", "{} months"), ("'1 year'",), ("interval", "text")),
        Kind("interval(3)", _cast("interval", "{} days"), ("'1 day'",), ("interval",)),
        Kind(
            "uuid[]",
            lambda number: f"ARRAY['{number:08d}-0000-0000-0000-000000000000']::uuid[]",
            ("'{}'",),
            ("text[]",),
        ),
        Kind("numeric(10,2)[]", lambda number: f"ARRAY[{number}]::numeric[]", ("'{1.5}'",), ("numeric[]", "text[]")),
        Kind("numeric[]", lambda number: f"ARRAY[{number}]::numeric[]", ("'{}'",), ("integer[]",)),
        Kind(
            "character varying(8)[]", lambda number: f"ARRAY['{number}']", ("'{}'",), ("text[]", "character varying[]")
        ),
        Kind("jsonb[]", lambda number: f"ARRAY['{number}']::jsonb[]", ("'{}'",), key=False),
        Kind("timestamp with time zone[]", lambda number: f"ARRAY['2020-01-{number:02d}']::timestamptz[]", ("'{}'",)),
        Kind("boolean[]", lambda number: f"ARRAY[{number} > 1]", ("'{t,f}'",), ("text[]",)),
        Kind("int4range[]", lambda number: f"ARRAY['[{number},{number}]']::int4range[]", ("'{}'",)),
        Kind(
            "citext",
            lambda number: f"'V{number}'",
            ("'X'", "lower('Y')"),
            ("text", "character varying(40)"),
            check="{} <> 'zz'",
            extension="citext",
        ),
        Kind(
            "hstore",
            lambda number: f"'a=>{number}'",
            ("''", "'a=>1'"),
            ("text",),
            check="{} ? 'a'",
            extension="hstore",
            indexed=(("gin", "gin_hstore_ops", ""), ("gist", "gist_hstore_ops", "siglen=32")),
        ),
        Kind(
            "ltree",
            lambda number: f"'top.n{number}'",
            ("'top'",),
            ("text",),
            check="{} <@ 'top'",
            extension="ltree",
            indexed=(("gist", "", ""), ("gist", "gist_ltree_ops", "siglen=100")),
        ),
        Kind("ltree[]", lambda number: f"'{{top.n{number}}}'", ("'{}'",), key=False, extension="ltree"),
        Kind("lquery", lambda number: f"'top.*{{{number}}}'", (), ("text",), key=False, extension="ltree"),
        Kind("ltxtquery", lambda number: f"'a & b{number}'", (), ("text",), key=False, extension="ltree"),
        Kind(
            "cube",
            lambda number: f"'({number},1)'",
            ("'(0)'",),
            ("text",),
            extension="cube",
            indexed=(("gist", "", ""),),
        ),
        Kind(
            "vector(3)",
            lambda number: f"'[{number},0,0]'",
            ("'[1,2,3]'",),
            ("vector", "text"),
            extension="vector",
            indexed=(("hnsw", "vector_cosine_ops", ""), ("hnsw", "vector_l2_ops", ""), ("ivfflat", "", "")),
        ),
        Kind("vector", lambda number: f"'[{number},0,0]'", (), ("vector(3)",), extension="vector"),
        Kind(
            "halfvec(3)",
            lambda number: f"'[{number},0,0]'",
            (),
            (),
            extension="vector",
            indexed=(("hnsw", "halfvec_l2_ops", ""),),
        ),
        Kind(
            "sparsevec(5)",
            lambda number: f"'{{1:{number}}}/5'",
            (),
            (),
            extension="vector",
        ),
    )
}
