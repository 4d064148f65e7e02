"""Every type with its options: how format_type() prints it, and defaults that it takes and refuses."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from ipaddress import ip_address, ip_interface, ip_network
from typing import Any
from uuid import UUID

from attrs import frozen
from psycopg.types.multirange import Multirange
from psycopg.types.range import Range

from mizzle.dsl import types as t
from mizzle.dsl.column import Column

INDIA = timezone(timedelta(hours=5, minutes=30))
NASTY = 'it\'s 100% {of} "this" \\ back\nnew\tline, ünï 𝄞 $1 -- ; /*'
PG15 = 150000


class Mood(Enum):
    HAPPY = "happy"
    SAD = "sad"


class Level(IntEnum):
    LOW = 1


@frozen
class Back:
    """A default that comes back from psycopg as something else, or that the server prints otherwise, and why."""

    value: Any
    back: Any = None
    respelled: str | None = None


@frozen
class Case:
    """printed: the type by format_type(). takes, refuses: defaults that fit the type and that do not."""

    column: Column[Any]
    printed: str
    takes: Sequence[Any] = ()
    refuses: Sequence[Any] = ()
    extension: str | None = None
    version: int = 0

    def __str__(self) -> str:
        return self.printed


WORDS = "the server sorts and quotes the words"
PARSED = "the server prints its own parse"
MERGED = "the server sorts and joins the ranges"
LOCALE = "the server prints money in its own locale"

NUMBERS = (
    Case(t.smallint(), "smallint", [0, 7, -7, 32767, -32768, Level.LOW], [32768, "1", 1.0, True, object()]),
    Case(t.integer(), "integer", [0, 5, -5, 2**31 - 1, -(2**31)], [2**31, "5", 5.5, Decimal(5), False, [5], b"5"]),
    Case(t.bigint(), "bigint", [0, -5, 9999999999, -9999999999, 2**63 - 1, -(2**63)], [2**63, "5"]),
    Case(t.bigint(mode="string"), "bigint", [Back("9999999999", 9999999999), 5], ["x", str(2**63)]),
    Case(t.boolean(), "boolean", [True, False], [1, "true", "t"]),
    Case(
        t.numeric(),
        "numeric",
        [
            0,
            5,
            -5,
            10**30,
            -(10**30),
            Decimal("1.50"),
            Decimal("-0.001"),
            Decimal("1E+5"),
            Decimal("1E-20"),
            Decimal("Infinity"),
            Decimal("-Infinity"),
            1.5,
            Back(1e300, Decimal("1E+300")),
            Decimal(10**30) + Decimal("0.5"),
            Back("0.00", Decimal("0.00")),
            Back(Decimal("-0"), Decimal(0)),
        ],
        ["x", True, b"1", Decimal("1E+200000"), object()],
    ),
    Case(
        t.numeric(precision=10, scale=2),
        "numeric(10,2)",
        [
            0,
            Decimal("99999999.99"),
            Back(Decimal("1.555"), Decimal("1.56")),
            Back(Decimal("99999999.994"), Decimal("99999999.99")),
        ],
        [Decimal("99999999.995"), 10**8, Decimal("Infinity")],
    ),
    Case(t.decimal(precision=10), "numeric(10,0)", [5, -5], [10**10]),
    Case(t.numeric(precision=2, scale=4), "numeric(2,4)", [Decimal("0.0099")], [Decimal("0.01")], version=PG15),
    Case(t.numeric(precision=2, scale=-3), "numeric(2,-3)", [99000, Back(1499, 1000)], [99500], version=PG15),
    Case(t.numeric(precision=1000, scale=1000), "numeric(1000,1000)", [Decimal("0.5")], [1], version=PG15),
    Case(t.numeric(mode="string"), "numeric", [Back("1.5", Decimal("1.5"))]),
    Case(t.real(), "real", [0, 1.5, -1.5, Back(0.1, 0.1), 1e20, -1e-10, 1e6, 123456.0], [1e40, 1e-60, "1", True]),
    Case(t.real(), "real", [float("inf"), float("-inf"), float("nan"), -0.0]),
    Case(
        t.double_precision(),
        "double precision",
        [
            0,
            2**40,
            1.5,
            -1.5,
            0.1,
            1e20,
            1e15,
            -1e-10,
            1.7976931348623157e308,
            5e-324,
            -0.0,
            float("inf"),
            float("-inf"),
            float("nan"),
            Decimal("1.25"),
        ],
        ["1", True, object()],
    ),
    Case(t.money(), "money", [Back(Decimal("1.50"), "$1.50"), Back(-2, "-$2.00"), Back(0, "$0.00")], ["x", True]),
)
TEXTS = (
    Case(
        t.text(),
        "text",
        ["active", "", NASTY, "\\", "'", "E'x'", "%s", "now()", Mood.HAPPY],
        [5, b"x", "a\0b", "\ud800"],
    ),
    Case(t.text(enum=["a", "b"]), "text", ["a"], ["c"]),
    Case(t.text(enum=Mood), "text", [Mood.SAD, "sad"], ["angry"]),
    Case(t.varchar(), "character varying", ["x", NASTY, "x" * 1000], [5]),
    Case(t.varchar(length=20), "character varying(20)", ["x", "ü" * 20], ["x" * 21]),
    Case(t.varchar(length=10485760, enum=["x"]), "character varying(10485760)", ["x"], ["y"]),
    Case(t.char(), "character(1)", ["x"], ["xy"]),
    Case(t.char(length=3), "character(3)", [Back("x", "x  "), "abc", Back("a     ", "a  ")], ["abcd"]),
    Case(t.name(), "name", ["x", "ü" * 31], ["ü" * 32, 5]),
    Case(t.internal_char(), '"char"', ["x", "", "'"], ["xy", "ü"]),
)
TIMES = (
    Case(
        t.date(),
        "date",
        [date(2024, 1, 1), date(1, 1, 1), date(9999, 12, 31), Back("2024-01-01", date(2024, 1, 1))],
        [datetime(2024, 1, 1), 5, "today", "now", "tomorrow"],
    ),
    Case(
        t.time(),
        "time without time zone",
        [time(10), time(10, 0, 0, 500), time.max, Back("10:00", time(10))],
        [time(1, tzinfo=UTC), "now"],
    ),
    Case(t.time(precision=0), "time(0) without time zone", [time(10)]),
    Case(
        t.time(precision=3, with_timezone=True),
        "time(3) with time zone",
        [time(10, 0, 0, 123000, tzinfo=INDIA)],
        [time(1)],
    ),
    Case(
        t.time(with_timezone=True),
        "time with time zone",
        [time(10, tzinfo=UTC), time(10, tzinfo=timezone(timedelta(hours=-3, minutes=-30, seconds=-15)))],
        [time(1), "10:00", time(1, tzinfo=timezone(timedelta(hours=20)))],
    ),
    Case(
        t.timestamp(),
        "timestamp without time zone",
        [
            datetime(2024, 1, 1, 10),
            datetime(1, 1, 1),
            datetime.max,
            Back("2024-01-01T10:00:00.5", datetime(2024, 1, 1, 10, 0, 0, 500000)),
        ],
        [datetime(2024, 1, 1, tzinfo=UTC), date(2024, 1, 1), "now", "2024-01-01 10:00Z"],
    ),
    Case(
        t.timestamp(precision=3, with_timezone=True),
        "timestamp(3) with time zone",
        [
            datetime(2024, 1, 1, 10, tzinfo=UTC),
            datetime(2024, 1, 1, 10, 0, 0, 123000, tzinfo=INDIA),
            Back("2024-01-01T10:00:00Z", datetime(2024, 1, 1, 10, tzinfo=UTC)),
            Back(
                datetime(2024, 1, 1, 10, 0, 0, 123456, tzinfo=UTC), datetime(2024, 1, 1, 10, 0, 0, 123000, tzinfo=UTC)
            ),
        ],
        [datetime(2024, 1, 1), datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))), "2024-01-01 10:00"],
    ),
    Case(t.timestamp(precision=6), "timestamp(6) without time zone", [datetime(2024, 1, 1, 0, 0, 0, 1)]),
    Case(
        t.timestamp(with_timezone=True, mode="string"), "timestamp with time zone", [datetime(2024, 1, 1, tzinfo=UTC)]
    ),
    Case(
        t.interval(),
        "interval",
        [
            timedelta(),
            timedelta(days=1),
            timedelta(days=-1),
            timedelta(days=400, hours=2, minutes=3, seconds=4, microseconds=500),
            timedelta(hours=-1),
            timedelta(days=-2, hours=-3),
            timedelta(microseconds=-1),
            timedelta.max,
            Back("1 hour", timedelta(hours=1)),
            Back("2 weeks 3 days", timedelta(days=17)),
            Back("30 minutes 15 seconds", timedelta(minutes=30, seconds=15)),
            Back("-1 days +02:03:04", timedelta(days=-1, hours=2, minutes=3, seconds=4)),
            Back("1 month", timedelta(days=30)),
            Back("-14 months", timedelta(days=-425)),
            Back("P1D", timedelta(days=1), PARSED),
        ],
        [5, 1.5],
    ),
    Case(
        t.interval(precision=3),
        "interval(3)",
        [timedelta(milliseconds=5), Back(timedelta(microseconds=1500), timedelta(milliseconds=2))],
    ),
    Case(
        t.interval(fields="year"),
        "interval year",
        [Back("2 years", timedelta(days=730))],
        ["1 month", timedelta(days=1)],
    ),
    Case(t.interval(fields="month"), "interval month", [Back("1 month", timedelta(days=30))], ["1 day"]),
    Case(t.interval(fields="day"), "interval day", [timedelta(days=3)], [timedelta(hours=1)]),
    Case(t.interval(fields="hour"), "interval hour", [timedelta(hours=3)], [timedelta(minutes=1)]),
    Case(t.interval(fields="minute"), "interval minute", [timedelta(minutes=3)], [timedelta(seconds=1)]),
    Case(t.interval(fields="second"), "interval second", [timedelta(seconds=1.5)]),
    Case(t.interval(fields="second", precision=2), "interval second(2)", [timedelta(seconds=1.25)]),
    Case(
        t.interval(fields="year to month"),
        "interval year to month",
        [Back("1 year 2 mons", timedelta(days=425))],
        ["1 day"],
    ),
    Case(
        t.interval(fields="day to hour"), "interval day to hour", [timedelta(days=1, hours=2)], [timedelta(minutes=1)]
    ),
    Case(
        t.interval(fields="day to minute"),
        "interval day to minute",
        [timedelta(days=1, minutes=2)],
        [timedelta(seconds=1)],
    ),
    Case(
        t.interval(fields="day to second", precision=3),
        "interval day to second(3)",
        [timedelta(days=1, milliseconds=2)],
    ),
    Case(t.interval(fields="hour to minute"), "interval hour to minute", [timedelta(hours=1, minutes=2)], ["1 second"]),
    Case(t.interval(fields="hour to second"), "interval hour to second", [timedelta(hours=1, seconds=2)]),
    Case(
        t.interval(fields="minute to second"),
        "interval minute to second",
        [timedelta(minutes=1, seconds=2), Back("1:30", timedelta(minutes=1, seconds=30), PARSED)],
    ),
)
BYTES = (
    Case(t.bytea(), "bytea", [b"", b"\x00\xff", bytes(range(256)), bytearray(b"x"), memoryview(b"'\\")], ["x", 5, [1]]),
    Case(t.bit(), "bit(1)", ["1"], ["10", ""]),
    Case(t.bit(dimensions=8), "bit(8)", ["10101010"], ["101", "1010101x", 5]),
    Case(t.bit(length=3), "bit(3)", ["101"]),
    Case(t.varbit(), "bit varying", ["", "101"], ["2"]),
    Case(t.varbit(length=5), "bit varying(5)", ["101", "11111"], ["111111"]),
)
NETWORKS = (
    Case(
        t.uuid(),
        "uuid",
        [
            UUID("6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
            Back("{6F9619FF-8B86-D011-B42D-00CF4FC964FF}", UUID("6f9619ff-8b86-d011-b42d-00cf4fc964ff")),
        ],
        ["x", 5, "gen_random_uuid()"],
    ),
    Case(
        t.inet(),
        "inet",
        [
            ip_address("10.0.0.1"),
            ip_interface("10.0.0.1/24"),
            ip_address("::1"),
            ip_interface("fe80::1/64"),
            ip_address("::ffff:1.2.3.4"),
            ip_address("::1.2.3.4"),
            ip_address("::"),
            ip_address("1::2:0:0:3"),
            Back("10.0.0.1", ip_address("10.0.0.1")),
            Back(ip_interface("10.0.0.1/32"), ip_address("10.0.0.1")),
            Back(ip_network("10.0.0.0/8"), ip_interface("10.0.0.0/8")),
        ],
        ["x", 5, ip_address("fe80::1%eth0")],
    ),
    Case(
        t.cidr(),
        "cidr",
        [
            ip_network("10.0.0.0/8"),
            ip_network("10.0.0.1/32"),
            ip_network("2001:db8::/32"),
            Back(ip_address("10.0.0.1"), ip_network("10.0.0.1/32")),
            Back("10.0.0.0/8", ip_network("10.0.0.0/8")),
        ],
        ["10.0.0.1/8", 5, ip_interface("10.0.0.1/8")],
    ),
    Case(t.macaddr(), "macaddr", ["08:00:2b:01:02:03", Back("0800.2B01.0203", "08:00:2b:01:02:03")], ["08:00", 5]),
    Case(
        t.macaddr8(),
        "macaddr8",
        ["08:00:2b:01:02:03:04:05", Back("08-00-2b-01-02-03", "08:00:2b:ff:fe:01:02:03")],
        ["08:00"],
    ),
)
GEOMETRIC = (
    Case(
        t.point(),
        "point",
        [Back((1, 2), "(1,2)"), Back({"x": 0.1, "y": -1e20}, "(0.1,-1e+20)"), "(1,2)"],
        [(1,), (1, 2, 3), {"x": 1}, 5, ("1", "2")],
    ),
    Case(t.point(mode="xy"), "point", ["(1,2)"]),
    Case(
        t.line(),
        "line",
        [Back((1, 2, 3), "{1,2,3}"), Back({"a": 1, "b": 0, "c": 1.5}, "{1,0,1.5}")],
        [(0, 0, 1), (1, 2)],
    ),
    Case(t.line(mode="abc"), "line", ["{1,2,3}"]),
    Case(t.lseg(), "lseg", [Back(((1, 2), (3, 4)), "[(1,2),(3,4)]")], [((1, 2),), 5]),
    Case(t.box(), "box", [Back(((1, 2), (3, 4)), "(3,4),(1,2)"), Back(((3, 1), (1, 4)), "(3,4),(1,1)")], [((1, 2),)]),
    Case(t.path(), "path", [Back(((1, 2), (3, 4)), "((1,2),(3,4))"), Back([(1, 2), (3, 4)], "[(1,2),(3,4)]")], [(), 5]),
    Case(t.polygon(), "polygon", [Back([(1, 2), (3, 4), (5, 6)], "((1,2),(3,4),(5,6))")], [[], 5]),
    Case(
        t.circle(),
        "circle",
        [Back(((1, 2), 3), "<(1,2),3>"), Back({"center": (1, 2), "radius": 0}, "<(1,2),0>")],
        [((1, 2), -1)],
    ),
)
DOCUMENTS = (
    Case(
        t.json(),
        "json",
        [{}, [], {"bb": 1, "a": 2}, NASTY, 0, -1.5, True, 1e300, [None, {"x": []}], [1, "a", 1e-7]],
        [{1: 2}, {"a": {1, 2}}, float("nan"), "\0", datetime.max, "\ud800", b"x"],
    ),
    Case(
        t.jsonb(),
        "jsonb",
        [
            {},
            [],
            {"bb": 1, "a": 2, "ä": 3, "B": None},
            "text",
            NASTY,
            {NASTY: NASTY},
            0,
            -1.5,
            False,
            [1e300, 1e-7, 1.0, 10**40],
            [None, {"x": []}],
            {"control": "\x01\x1f\x7f\b\f\r\u2028"},
            Back((1, 2), [1, 2]),
            Back([-0.0], [0.0]),
        ],
        [{1: 2}, {"a": {1, 2}}, float("inf"), "\0", {"\0": 1}, datetime.max, "\ud800"],
    ),
    Case(t.jsonpath(), "jsonpath", ['$."a"', Back("$.a", '$."a"', PARSED)], [5, {}]),
    Case(t.xml(), "xml", ["<a/>", '<a b="\'">\\</a>'], [5]),
)
DAY = date(2024, 1, 1)
NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)
RANGES = (
    Case(
        t.int4range(),
        "int4range",
        [
            Back((1, 5), Range(1, 5)),
            Range(1, 5),
            Range(None, 5),
            Range(1, None),
            Range(None, None),
            Range(empty=True),
            Back(Range(1, 5, "[]"), Range(1, 6)),
            Back(Range(1, 5, "(]"), Range(2, 6)),
            Back(range(1, 5), Range(1, 5)),
            Back((1, 1), Range(empty=True)),
            Back("[1,5)", Range(1, 5)),
            Back("[1,5]", Range(1, 6), PARSED),
        ],
        [(5, 1), (1, 2, 3), 5, ("a", "b"), range(1, 9, 2), (1, 2**31)],
    ),
    Case(t.int8range(), "int8range", [Range(-(10**12), 10**12)], [(1, 2**63)]),
    Case(t.numrange(), "numrange", [Range(Decimal("1.50"), Decimal(2), "[]"), Range(Decimal(1), Decimal(2), "()")]),
    Case(t.tsrange(), "tsrange", [Range(datetime(2024, 1, 1), datetime(2024, 2, 1))], [(NOON, None)]),
    Case(
        t.tstzrange(), "tstzrange", [Range(NOON, NOON + timedelta(1), "[]"), Range(None, NOON)], [(datetime.min, None)]
    ),
    Case(
        t.daterange(),
        "daterange",
        [Range(DAY, date(2024, 2, 1)), Back(Range(DAY, DAY, "[]"), Range(DAY, date(2024, 1, 2)))],
    ),
    Case(
        t.int4multirange(),
        "int4multirange",
        [
            Back([(1, 2), (5, 9)], Multirange([Range(1, 2), Range(5, 9)])),
            Back([], Multirange()),
            Back([(5, 9), (1, 6)], Multirange([Range(1, 9)]), MERGED),
        ],
        [5, [5]],
    ),
    Case(t.int8multirange(), "int8multirange", [Back([(1, 2)], Multirange([Range(1, 2)]))]),
    Case(
        t.nummultirange(),
        "nummultirange",
        [Back([(1, Decimal("2.5"))], Multirange([Range(Decimal(1), Decimal("2.5"))]))],
    ),
    Case(
        t.tsmultirange(),
        "tsmultirange",
        [Back([(None, datetime(2024, 1, 1))], Multirange([Range(None, datetime(2024, 1, 1))]))],
    ),
    Case(t.tstzmultirange(), "tstzmultirange", [Back([(NOON, None)], Multirange([Range(NOON, None)]))]),
    Case(
        t.datemultirange(),
        "datemultirange",
        [Back([Range(DAY, DAY, "[]")], Multirange([Range(DAY, date(2024, 1, 2))]))],
    ),
)
SYSTEM = (
    Case(t.oid(), "oid", [0, 5, 3000000000], [-1, 2**32, "5"]),
    Case(t.xid8(), "xid8", [Back(5, "5"), Back(2**64 - 1, str(2**64 - 1))], [-1, 2**64]),
    Case(t.pg_lsn(), "pg_lsn", ["0/16B3748", Back("00/ab", "0/AB")], ["x", 5]),
    Case(t.pg_snapshot(), "pg_snapshot", ["10:20:10,14"], [5]),
    Case(t.txid_snapshot(), "txid_snapshot", ["10:20:10,14"], [5]),
    Case(t.regclass(), "regclass", ["pg_class"], [5]),
    Case(t.regtype(), "regtype", ["integer", "timestamp with time zone"], [5]),
    Case(t.regproc(), "regproc", ["now"], [5]),
    Case(t.regprocedure(), "regprocedure", ["lower(text)"], [5]),
    Case(t.regoper(), "regoper", ["||/"], [5]),
    Case(t.regoperator(), "regoperator", ["+(integer,integer)"], [5]),
    Case(t.regnamespace(), "regnamespace", ["pg_catalog"], [5]),
    Case(t.regrole(), "regrole", [], ["postgres"]),
    Case(t.regconfig(), "regconfig", ["english"], [5]),
    Case(t.regdictionary(), "regdictionary", ["english_stem"], [5]),
    Case(t.regcollation(), "regcollation", ['"C"'], [5]),
    Case(t.tsvector(), "tsvector", ["'a':1 'b':2", Back("b a", "'a' 'b'", WORDS)], [5, ["a"]]),
    Case(t.tsquery(), "tsquery", ["'a' & 'b'", Back("a & b", "'a' & 'b'", PARSED)], [5]),
)
EXTENSIONS = (
    Case(t.vector(dimensions=3), "public.vector(3)", [Back([1, 2.5, -3], "[1,2.5,-3]"), Back((0.1, 1e10, 1e-5), "[0.1,1e+10,1e-05]")], [[1, 2], 5, [1, 2, float("nan")], [1, 2, "x"]], "vector"),
    Case(t.halfvec(dimensions=3), "public.halfvec(3)", [Back([1, 2.5, 0.1], "[1,2.5,0.099975586]")], [[1, 2], [1, 2, 1e6]], "vector"),
    Case(t.sparsevec(dimensions=5), "public.sparsevec(5)", [Back({3: 2, 1: 0.5, 2: 0}, "{1:0.5,3:2}/5")], [{0: 1}, {6: 1}, [1]], "vector"),
    Case(t.citext(), "public.citext", ["Active", NASTY], [5], "citext"),
    Case(t.hstore(), "public.hstore", [Back({"bb": "1", "a": None}, '"a"=>NULL, "bb"=>"1"'), Back({'"\\': "it's"}, '"\\"\\\\"=>"it\'s"'), Back({}, "")], [{"a": 1}, 5], "hstore"),
    Case(t.ltree(), "public.ltree", ["a.b.c"], [5], "ltree"),
    Case(t.lquery(), "public.lquery", ["a.*.c"], [5], "ltree"),
    Case(t.ltxtquery(), "public.ltxtquery", ["a & b"], [5], "ltree"),
    Case(t.cube(), "public.cube", [Back((1, 2.5), "(1, 2.5)"), Back(((1, 2), (3, 4)), "(1, 2),(3, 4)"), Back(5, "(5)"), Back(((1,), (1,)), "(1)")], [((1,), (1, 2)), {}], "cube"),
    Case(t.geometry(), "public.geometry(Point)", [], [(1,), 5], "postgis"),
    Case(t.geometry(srid=4326), "public.geometry(Point,4326)", [Back((1, 2), "0101000020E6100000000000000000F03F0000000000000040")], [], "postgis"),
    Case(t.geometry(type="multipolygonz"), "public.geometry(MultiPolygonZ)", [], [], "postgis"),
    Case(t.geometry(type=None), "public.geometry", [], [], "postgis"),
    Case(t.geometry(type=None, srid=3857), "public.geometry(Geometry,3857)", [], [], "postgis"),
    Case(t.geography(), "public.geography(Point,4326)", [], [], "postgis"),
)  # fmt: skip
ARRAYS = (
    Case(t.integer().array(), "integer[]", [[], [1, 2], [-1, 0], [None, 1]], [1, "x", ["x"], {1}, [[1]]]),
    Case(t.integer().array().array(), "integer[]", [[[1, 2], [3, 4]], Back([[], []], []), []], [[1], [[1], [2, 3]], [[1], None]]),
    Case(t.array(t.text()), "text[]", [["a", "b"], [NASTY, "", "NULL", "null", " ", "a,b", "{}", None]], ["x", [5]]),
    Case(t.varchar(length=20).array(), "character varying(20)[]", [["a"]], [["x" * 21]]),
    Case(t.char(length=2).array(), "character(2)[]", [["ab"]]),
    Case(t.bit(length=3).array(), "bit(3)[]", [["101", "000"]]),
    Case(t.boolean().array(), "boolean[]", [[True, False, None]], [[1]]),
    Case(t.numeric(precision=10, scale=2).array(), "numeric(10,2)[]", [[Decimal("1.50"), Decimal("-2.00")]], [[10**9]]),
    Case(t.double_precision().array(), "double precision[]", [[1.5, 1e20, -0.0, float("inf")]]),
    Case(t.real().array("[][]"), "real[]", [[[1.5], [0.1]]]),
    Case(t.timestamp(precision=3, with_timezone=True).array(), "timestamp(3) with time zone[]", [[NOON]], [[5]]),
    Case(t.date().array(), "date[]", [[DAY]]),
    Case(t.interval(precision=3).array(), "interval(3)[]", [[timedelta(days=1, hours=1)]]),
    Case(t.interval(fields="day").array(), "interval day[]", [[timedelta(days=1)]]),
    Case(t.bytea().array(), "bytea[]", [[b"\x00\\", b""]]),
    Case(t.uuid().array(), "uuid[]", [[UUID(int=5)]]),
    Case(t.jsonb().array(), "jsonb[]", [[{"a": [1]}, [1, 2], "x"]]),
    Case(t.inet().array(), "inet[]", [[ip_address("::1")]]),
    Case(t.point().array(), "point[]", [Back([(1, 2), (3, 4)], ["(1,2)", "(3,4)"])]),
    Case(t.box().array(), "box[]", [Back([((1, 2), (3, 4)), ((0, 0), (1, 1))], ["(3,4),(1,2)", "(1,1),(0,0)"])]),
    Case(t.path().array(), "path[]", [Back([[(1, 2), (3, 4)]], ["[(1,2),(3,4)]"])]),
    Case(t.tstzrange().array(), "tstzrange[]", [[Range(NOON, None)]]),
    Case(t.int4multirange().array(), "int4multirange[]", [Back([[(1, 2), (5, 6)]], [Multirange([Range(1, 2), Range(5, 6)])])]),
    Case(t.money().array(), "money[]", [Back([Decimal("1.50")], ["$1.50"], LOCALE)]),
    Case(t.oid().array(), "oid[]", [[3000000000]]),
    Case(t.internal_char().array(), '"char"[]', [["x", ""]]),
    Case(t.vector(dimensions=2).array(), "public.vector(2)[]", [Back([[1, 2], [3, 4]], '{"[1,2]","[3,4]"}')], [[1, 2]], "vector"),
    Case(t.citext().array(), "public.citext[]", [Back(["a", "B c"], '{a,"B c"}')], [], "citext"),
)  # fmt: skip
CASES = (
    *NUMBERS,
    *TEXTS,
    *TIMES,
    *BYTES,
    *NETWORKS,
    *GEOMETRIC,
    *DOCUMENTS,
    *RANGES,
    *SYSTEM,
    *EXTENSIONS,
    *ARRAYS,
)
