"""Functions and operators on a live server: what they give, not only their text."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.types.range import Range

from mizzle import (
    Database,
    alias,
    all_,
    any_,
    array_contained,
    array_contains,
    array_of,
    array_overlaps,
    avg,
    bigint,
    bit,
    case,
    cast,
    coalesce,
    cosine_distance,
    count,
    eq,
    extract,
    func,
    hamming_distance,
    inner_product,
    int4range,
    integer,
    jaccard_distance,
    jsonb,
    jsonb_set,
    l1_distance,
    l2_distance,
    matches,
    max,  # noqa: A004
    min,  # noqa: A004
    nullif,
    numeric,
    numrange,
    overlaps,
    pg_domain,
    pg_table,
    placeholder,
    range_adjacent,
    range_after,
    range_before,
    range_ends_by,
    range_starts_from,
    select,
    similar,
    sql,
    sum,  # noqa: A004
    text,
    timestamp,
    trigram_distance,
    tsvector,
    tuple_,
    varchar,
    vector,
    within_group,
    word_similar,
)
from mizzle.errors import DeclarationError, QueryError
from tests.mizzle.database.conftest import Mood, mood, posts, users

amount = pg_domain("amount", integer())
things = pg_table(
    "things",
    {
        "id": integer(),
        "doc": jsonb(),
        "tags": text().array(),
        "grid": integer().array().array(),
        "span": int4range(),
        "price": numrange(),
        "at": timestamp(with_timezone=True),
        "words": tsvector(),
        "place": vector(dimensions=3),
        "bits": bit(length=4),
        "moods": mood().array(),
        "amounts": amount().array(),
    },
)
CREATE = """
CREATE EXTENSION vector; CREATE EXTENSION pg_trgm; CREATE DOMAIN amount AS integer;
CREATE TABLE things (id integer, doc jsonb, tags text[], grid integer[][], span int4range, price numrange, at timestamptz,
    words tsvector, place vector(3), bits bit(4), moods mood[], amounts amount[])
"""
ROW = {
    "id": 1,
    "doc": {"a": {"b": [1, 2, "x"]}, "n": 5, "s": "ü"},
    "tags": ["x", 'y,"{', None],
    "grid": [[1, 2], [3, None]],
    "span": (1, 5),
    "price": Range(Decimal(1), Decimal(2)),
    "at": datetime(2024, 2, 29, 12, 30, tzinfo=UTC),
    "place": [1.0, 2.0, 2.0],
    "bits": "1010",
    "moods": [Mood.bad, None, Mood.good],
    "amounts": [3, None],
}


@pytest.fixture(scope="module")
def url(filled: str) -> Iterator[str]:
    """A copy of the database, with extensions and a table of many types."""
    name = "t_functions"
    with psycopg.connect(filled.replace("t_queries", "postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE t_queries".encode())
        where = filled.replace("t_queries", name)
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(CREATE.encode())
        with Database(where) as db:
            db.insert(things).values(ROW).execute()
            db.execute(sql("UPDATE things SET words = to_tsvector('english', 'The quick foxes')"))
        yield where
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def here(url: str) -> Iterator[Database]:
    with Database(url) as db:
        yield db


def test_values_of_every_kind_come_back_as_they_went_in(here: Database) -> None:
    row = here.select().from_(things).one()

    assert {key: row[key] for key in ROW if key not in ("span", "words")} == {
        k: v for k, v in ROW.items() if k != "span"
    }
    assert (row.span.lower, row.span.upper) == (1, 5)


VALUES: list[tuple[Any, Any]] = [
    # CASE and its kin
    (case((things.id > 5, "many"), (things.id == 1, "one"), else_="few"), "one"),
    (case((things.id > 5, Decimal("1.5"))), None),
    (case((things.id == 1, things.tags.element(1)), else_=None), "x"),
    (coalesce(None, things.id, 7), 1),
    (nullif(things.id, 1), None),
    (func.greatest(things.id, 5, 3), 5),
    (func.least(things.id, None, 3), 1),
    (func.num_nulls(things.id, None, "x"), 1),
    # strings
    (func.upper("x").concat("y"), "Xy"),
    (cast(things.id, text()).concat("!"), "1!"),
    (func.trim("  x "), "x"),
    (func.substring("abcdef", 2, 3), "bcd"),
    (func.position("abc", "c"), 3),
    (func.overlay("abcdef", "X", 2, 3), "aXef"),
    (func.split_part("a.b", ".", 2), "b"),
    (func.regexp_replace("a1b2", r"\d", "#", "g"), "a#b#"),
    (func.format("%s-%s", things.id, "x"), "1-x"),
    (func.concat_ws("-", "a", 1, None), "a-1"),
    (func.left("abc", 2), "ab"),
    (func.lpad("7", 3, "0"), "007"),
    (func.lower("ÄB").regexp("^ä"), True),
    (func.lower("ab").iregexp("B"), True),
    (func.lower("ab").not_regexp("c"), True),
    (func.starts_with("abc", "ab"), True),
    (func.string_to_array("a,b", ","), ["a", "b"]),
    # numbers
    (things.id**3, 1.0),
    (10 / (things.id + 1), 5),
    (-things.id - 1, -2),
    ((things.id + 6) % 4, 3),
    (func.round(2.5), 2.0),
    (func.round(Decimal("2.55"), 1), Decimal("2.6")),
    (func.abs(-things.id), 1),
    (things.id.operator("<<", 3), 8),
    (things.id.operator("|", 6), 7),
    (func.mod(7, 4), 3),
    (func.width_bucket(5, 0, 10, 2), 2),
    (1 - things.id, 0),
    (2 * things.id, 2),
    # dates and times
    (extract("year", things.at), Decimal(2024)),
    (func.date_trunc("month", things.at), datetime(2024, 2, 1, tzinfo=UTC)),
    (things.at + timedelta(days=1), datetime(2024, 3, 1, 12, 30, tzinfo=UTC)),
    (things.at - timedelta(hours=1), datetime(2024, 2, 29, 11, 30, tzinfo=UTC)),
    (func.age(things.at, things.at - timedelta(days=2)), timedelta(days=2)),
    (things.at.at_time_zone("Asia/Tokyo"), datetime(2024, 2, 29, 21, 30)),
    (func.make_date(2020, 1, 2), date(2020, 1, 2)),
    (func.to_char(things.at.at_time_zone("UTC"), "YYYY-MM-DD"), "2024-02-29"),
    (func.current_date() > date(2020, 1, 1), True),
    (func.now() - things.at > timedelta(days=1), True),
    (func.current_user().is_not_null(), True),
    (overlaps((date(2020, 1, 1), date(2020, 2, 1)), (date(2020, 1, 5), date(2021, 1, 1))), True),
    # casts
    (things.id.cast(bigint()), 1),
    (cast("5", integer()) + 1, 6),
    (cast(3.7, numeric(precision=3, scale=0)), Decimal(4)),
    (cast("abcdef", varchar(length=3)), "abc"),
    (cast(["1", "2"], integer().array()), [1, 2]),
    (cast("bad", mood()), Mood.bad),
    (cast(5, amount()), 5),
    (cast({"a": 1}, jsonb()), {"a": 1}),
    # jsonb
    (things.doc.at("a").at("b").at(0), 1),
    (things.doc.text_at("n"), "5"),
    (things.doc.at_path(["a", "b", 2]), "x"),
    (things.doc.text_at_path(["a", "b", 1]), "2"),
    (array_contains(things.doc, {"n": 5}), True),
    (array_contained(things.doc, {"n": 5}), False),
    (things.doc.has_key("n"), True),
    (things.doc.has_any_key(["zz", "s"]), True),
    (things.doc.has_all_keys(["zz", "s"]), False),
    (things.doc.path_exists('$.a.b[*] ? (@ == "x")'), True),
    (things.doc.path_matches("$.n > 7"), False),
    (func.jsonb_path_query_first(things.doc, "$.a.b[1]"), 2),
    (jsonb_set(things.doc, ["a", "b"], "it's").at("a"), {"b": "it's"}),
    (jsonb_set(things.doc, ["new"], [1], create=False).has_key("new"), False),
    (jsonb_set(things.doc, ["new"], None).at("new"), None),
    (things.doc.without("a").without(["s"]), {"n": 5}),
    (things.doc.without_path(["a", "b"]).at("a"), {}),
    (things.doc.concat({"n": 6}).at("n"), 6),
    (func.jsonb_build_object("id", things.id, "tags", things.tags).at("id"), 1),
    (func.jsonb_array_length(things.doc.at_path(["a", "b"])), 3),
    (func.jsonb_typeof(things.doc), "object"),
    (func.to_jsonb(things.tags).at(0), "x"),
    # arrays
    (things.tags.element(1), "x"),
    (things.tags.slice(1, 2), ["x", 'y,"{']),
    (things.grid.element(2, 1), 3),
    (things.moods.element(1), Mood.bad),
    (array_contains(things.tags, ["x"]), True),
    (array_overlaps(things.tags, ["q", "x"]), True),
    (eq("x", any_(things.tags)), True),
    (things.id == any_([1, 2]), True),
    (things.id > all_([0, 1]), False),
    (things.id == any_(select(users.id).from_(users)), True),
    (things.moods.element(1) == any_([Mood.bad], of=users.mood), True),
    (func.array_length(things.tags, 1), 3),
    (func.array_append(things.tags, "z").element(4), "z"),
    (things.tags.concat(["z"]).element(4), "z"),
    (func.cardinality(array_of(1, things.id, 3)), 3),
    (array_of(select(users.id).from_(users).order_by(users.id.desc())), [3, 2, 1]),
    (func.array_position(things.tags, "x"), 1),
    (func.array_to_string(things.tags, "|"), 'x|y,"{'),
    # ranges
    (array_contains(things.span, 4), True),
    (array_contains(things.price, 2), False),
    (array_contains(things.span, (2, 3)), True),
    (array_contained(3, things.span), True),
    (array_overlaps(things.span, (4, 9)), True),
    (range_adjacent(things.span, (5, 9)), True),
    (range_before(things.span, (5, 9)), True),
    (range_after(things.span, (5, 9)), False),
    (range_ends_by(things.span, (0, 5)), True),
    (range_starts_from(things.span, (2, 5)), False),
    (func.upper(things.span * cast("[0,3)", int4range())), 3),
    (func.isempty(things.span - cast("[0,9)", int4range())), True),
    # rows
    (tuple_(things.id, things.tags.element(1)) > (1, "a"), True),
    (tuple_(things.id, things.tags.element(1)).in_([(2, "x"), (1, "x")]), True),
    (tuple_(things.id, 2).not_in([(1, 3)]), True),
    # full text and trigrams
    (matches(things.words, func.to_tsquery("english", "fox & quick")), True),
    (matches(func.to_tsvector("english", "a dog"), func.websearch_to_tsquery("english", "dog -cat")), True),
    (func.ts_rank(things.words, func.plainto_tsquery("english", "fox")) > 0, True),
    (func.ts_headline("english", "a fox", func.to_tsquery("english", "fox")), "a <b>fox</b>"),
    (similar(func.lower("mizzle"), "mizzles"), True),
    (word_similar("mizzle", "the mizzle falls"), True),
    (func.similarity("abc", "abc"), 1.0),
    (trigram_distance(func.lower("abc"), "abc"), 0.0),
    # pgvector
    (l2_distance(things.place, [1, 2, 0]), 2.0),
    (l1_distance(things.place, [0, 0, 0]), 5.0),
    (inner_product(things.place, [1, 1, 1]), -5.0),
    (cosine_distance(things.place, [2, 4, 4]), 0.0),
    (hamming_distance(things.bits, "1000"), 1.0),
    (jaccard_distance(things.bits, "1010"), 0.0),
    (func.vector_dims(things.place), 3),
    # what has no name here
    (things.tags.element(1).operator("||", "y"), "xy"),
    (func["pg_catalog"].lower("X"), "x"),
    (func.pg_typeof(things.id).cast(text()), "integer"),
]


@pytest.mark.parametrize(("expression", "value"), VALUES)
def test_an_expression_gives_its_value(here: Database, expression: Any, value: Any) -> None:
    found = here.select(expression).from_(things).scalar()

    assert found == value
    assert value is None or isinstance(found, type(value))


def test_aggregates_are_filtered_ordered_and_distinct(here: Database) -> None:
    one = here.select(
        count(),
        count(posts.author),
        func.string_agg(posts.title, ",", order_by=[posts.author.desc().nulls_last(), posts.id]),
        func.array_agg(posts.author, distinct=True, order_by=posts.author),
        func.jsonb_agg(posts.id, order_by=posts.id).filter(posts.author.is_not_null(), posts.id > 1),
        func.jsonb_object_agg(posts.title, posts.author),
        sum(posts.id).filter(posts.id < 3),
        func.bool_and(posts.id > 0),
        within_group("percentile_cont", 0.5, order_by=posts.id),
        within_group("mode", order_by=posts.author).filter(posts.author.is_not_null()),
    ).from_(posts)

    assert one.one() == (
        4,
        3,
        "three,one,two,none",
        [1, 2, None],
        [2, 3],
        {"one": 1, "two": 1, "three": 2, "none": None},
        3,
        True,
        2.5,
        1,
    )
    moods = (
        here.select(min(users.mood), max(users.mood), coalesce(users.mood, Mood.bad)).from_(users).group_by(users.mood)
    )
    assert (Mood.good, Mood.good, Mood.good) in moods.all()
    assert here.select(avg(users.age)).from_(users).scalar() == Decimal("26.5")


moods = pg_table("moods", {"id": integer(), "mood": mood(), "many": mood().array(), "n": numeric(mode="string")})
LISTED = select({"last": max(moods.mood), "all": func.array_agg(moods.mood, order_by=moods.id)}).from_(moods)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (func.array_agg(moods.mood, order_by=moods.id), [Mood.good, Mood.bad, None]),
        (func.array_agg(moods.mood, order_by=moods.id).filter(moods.id < 2), [Mood.good]),
        (func.array_agg(coalesce(moods.mood, Mood.bad), order_by=moods.id), [Mood.good, Mood.bad, Mood.bad]),
        (func.array_agg(moods.many, order_by=moods.id).filter(moods.id == 1), [[Mood.bad, None]]),
        (func.array_agg(moods.n, order_by=moods.id), ["1.50", "2", None]),
        (func.array_agg(moods.id, order_by=moods.id), [1, 2, 3]),
        (array_of(select(moods.mood).from_(moods).order_by(moods.id)), [Mood.good, Mood.bad, None]),
        (select(func.max(moods.mood)).from_(moods), Mood.bad),
        (LISTED.subquery("s").all, [Mood.good, Mood.bad, None]),
        (alias(LISTED.cte("c"), "d").last, Mood.bad),
    ],
)
def test_members_of_an_enum_stay_what_they_are_in_what_is_made_of_them(
    here: Database, expression: Any, value: Any
) -> None:
    rows: list[dict[str, Any]] = [
        {"id": 1, "mood": Mood.good, "many": [Mood.bad, None], "n": "1.50"},
        {"id": 2, "mood": Mood.bad, "n": "2"},
        {"id": 3},
    ]
    source = expression._spec.table if hasattr(expression, "_spec") else moods
    query = select(expression) if expression._node == "query" else select(expression).from_(source)
    with here.transaction() as tx:
        tx.execute(sql("CREATE TABLE moods (id integer, mood mood, many mood[], n numeric)"))
        tx.insert(moods).values(rows).execute()
        assert tx.scalar(query) == value
        tx.rollback()


def test_members_of_an_enum_stay_what_they_are_row_by_row(here: Database) -> None:
    rows = here.select(
        func.lag(users.mood).over(order_by=users.id),
        case((users.id > 1, users.mood), else_=None),
        array_of(users.mood, Mood.bad),
        func.greatest(users.mood, Mood.bad),
    ).from_(users)

    assert rows.where(users.id < 3).order_by(users.id).all() == [
        (None, None, [Mood.good, Mood.bad], Mood.bad),
        (Mood.good, Mood.bad, [Mood.bad, Mood.bad], Mood.bad),
    ]


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        (func.row_number().over(order_by=posts.id.desc()), [4, 3, 2, 1]),
        (func.rank().over(order_by=posts.author), [1, 1, 3, 4]),
        (func.lag(posts.id, 1, 0).over(order_by=posts.id), [0, 1, 2, 3]),
        (func.lead(posts.title).over(partition_by=posts.author, order_by=posts.id), ["two", None, None, None]),
        (func.first_value(posts.id).over("w"), [1, 1, 3, 4]),
        (func.ntile(2).over(order_by=posts.id), [1, 1, 2, 2]),
        (sum(posts.id).over(order_by=posts.id, frame="ROWS BETWEEN 1 PRECEDING AND CURRENT ROW"), [1, 3, 5, 7]),
        (count().filter(posts.id > 2).over(), [2, 2, 2, 2]),
        (
            sum(posts.id).over(order_by=posts.id, frame="GROUPS UNBOUNDED PRECEDING EXCLUDE CURRENT ROW"),
            [None, 1, 3, 6],
        ),
    ],
)
def test_a_window_function_sees_its_window(here: Database, expression: Any, found: Any) -> None:
    query = here.select(expression.as_("x")).from_(posts).window("w", partition_by=posts.author, order_by=posts.id)

    assert [row.x for row in query.order_by(posts.id)] == found


def test_rows_are_ordered_by_what_is_near(here: Database) -> None:
    near = here.select(things.id).from_(things).order_by(l2_distance(things.place, [1, 2, 3])).limit(1)
    assert near.scalar() == 1
    again = here.select(things.id).from_(things).where(l2_distance(things.place, placeholder("place")) < 1)
    assert again.all(place=[1, 2, 2]) == [(1,)]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: users.id.operator("; --", 1), "an operator is made of the characters"),
        (lambda: users.id.operator("--", 1), "an operator is made of the characters"),
        (lambda: users.id.operator("/*", 1), "an operator is made of"),
        (lambda: tuple_(users.id), r"tuple_\(\) takes two values or more"),
        (lambda: tuple_(users.id, users.age) == (1, 2, 3), "2 values are compared with 3"),
        (case, r"case\(\) takes at least one pair"),
        (lambda: case((users.id > 1, 2, 3)), r"case\(\) takes pairs"),  # type: ignore[arg-type]
        (lambda: cast(1, int), r"cast\(\) takes a column builder"),
        (lambda: sum(users.id).over(frame="ROWS; DROP"), "is no frame of a window"),
        (coalesce, "at least one value"),
    ],
)
def test_a_bad_expression_is_named(make: Any, said: str) -> None:
    with pytest.raises(DeclarationError, match=said):
        make()


def test_a_vector_of_another_size_is_told_by_its_column(here: Database) -> None:
    with pytest.raises(
        QueryError, match=r"does not fit things.place \(vector\(3\)\): it has 2 dimensions, and the column has 3"
    ):
        here.select(l2_distance(things.place, [1, 2])).from_(things).all()
