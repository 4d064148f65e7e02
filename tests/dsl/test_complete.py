"""Whatever the model knows, a builder can say: a walk over the fields of every kind."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs

import mizzle as m
from mizzle.dsl.declare import declare
from mizzle.model.kinds import KINDS
from mizzle.model.object import Object
from mizzle.model.ref import Ref

REASONS = {
    "owner": "owners are compared with --owners alone and are given by ALTER … OWNER TO",
    **dict.fromkeys(
        (
            f"{kind}.comment"
            for kind in KINDS
            if kind.endswith("privileges") or kind in ("publication_table", "user_mapping")
        ),
        "PostgreSQL has no comments on those",
    ),
    **dict.fromkeys(
        (f"{kind}.own" for kind in KINDS if kind.endswith("privileges")),
        "what an owner took from itself; declarations do not know who it is",
    ),
    **dict.fromkeys(
        (*("identity_privileges.column", "database_privileges.of", "database_privileges.column"),),
        "always the same",
    ),
    **dict.fromkeys(
        ("index.valid", "primary_key.valid", "unique.valid"), "an index that failed to be built is never wanted"
    ),
    **dict.fromkeys(
        ("index.attached", "primary_key.attached", "unique.attached"),
        "part of one that is not valid, which is never wanted",
    ),
    "table.leaving": "a partition that an interrupted DETACH has half taken away is never wanted",
}

users = m.pg_table(
    "users",
    {
        "id": m.integer()
        .primary_key()
        .generated_always_as_identity(name="users_ids", start_with=5, cache=3, cycle=True),
        "email": m.text()
        .not_null(name="email_given")
        .collate("C")
        .storage("external")
        .compression("lz4")
        .statistics(500)
        .comment("c"),
        "name": m.varchar(length=20).default("x").with_({"n_distinct": -0.5}),
        "upper": m.text().generated_always_as(lambda: m.sql("upper(email)"), stored=False),
        "tags": m.text().array(),
        "later": m.text().not_null(valid=False),
        "mood": m.pg_enum("mood", ["ok"])(),
    },
    lambda t: [
        m.unique_index("users_a")
        .on(t.email.desc().nulls_last().op("text_pattern_ops").collate("C"))
        .nulls_not_distinct()
        .include(t.id)
        .with_({"fillfactor": 70})
        .tablespace("fast")
        .where(m.sql("id > 1"))
        .comment("c"),
        m.index("users_b").using("gist", t.name.op("gist_trgm_ops", siglen=32), m.sql("id + 1")).statistics({2: 500}),
        m.unique("users_c")
        .on(t.email)
        .include(t.id)
        .with_({"fillfactor": 70})
        .deferrable(initially_deferred=True)
        .nulls_not_distinct()
        .without_overlaps()
        .tablespace("fast")
        .comment("c"),
        m.check("users_d", m.sql("id > 0")).no_inherit().not_enforced().comment("c"),
        m.exclude("users_e")
        .using("spgist")
        .on((t.email.collate("C").op("text_ops").desc(), "="))
        .include(t.id)
        .where(m.sql("id > 1"))
        .with_({"fillfactor": 70})
        .tablespace("fast")
        .deferrable(initially_deferred=True)
        .comment("c"),
        m.foreign_key(columns=[t.id], foreign_columns=[t.id], name="users_f")
        .on_delete("set null", t.id)
        .on_update("cascade")
        .match_full()
        .period()
        .deferrable(initially_deferred=True)
        .not_enforced()
        .comment("c"),
        m.pg_policy(
            "users_p", as_="restrictive", for_="update", to="app", using=m.sql("true"), with_check=m.sql("true")
        ).comment("c"),
        m.pg_statistics("users_s", kinds=["mcv"], target=5, comment="c").on(t.id, m.sql("lower(email)")),
        m.pg_trigger(
            "users_t",
            "after",
            ["update"],
            "app.f",
            columns=[t.id],
            when=m.sql("true"),
            arguments=["x"],
            old_table="o",
            new_table="n",
        ).comment("c"),
        m.pg_trigger("users_u", "after", "insert", "app.f", constraint=True, initially_deferred=True, references=t)
        .enabled("always")
        .enabled("disabled", on="part"),
        m.pg_rule("users_r", "update", m.sql("NOTIFY x"), instead=True, where=m.sql("true"))
        .enabled("always")
        .comment("c"),
        m.grant("select", "insert", to="app", columns=[t.id], with_grant_option=True),
    ],
    comment="c",
    unlogged=True,
    force_row_security=True,
    options={"fillfactor": 70},
    access_method="other",
    tablespace="fast",
    replica_identity_index="users_a",
    cluster_on="users_b",
    of_type="app.user",
)
keyed = m.pg_table(
    "keyed",
    {"id": m.integer()},
    lambda t: [
        m.primary_key(columns=[t.id], name="pk")
        .include(t.id)
        .with_({"fillfactor": 70})
        .tablespace("fast")
        .deferrable(initially_deferred=True)
        .without_overlaps()
        .comment("c")
    ],
    partition_by=m.range_("id"),
)
part = m.partition_of(keyed, "part", for_values="default")
heir = m.pg_table("heir", {}, inherits=[keyed])
f = m.pg_function(
    "f",
    {"n": m.argument(m.integer(), mode="inout", default=m.sql("1"))},
    language="c",
    body="symbol",
    library="lib",
    window=True,
    volatility="stable",
    strict=True,
    security_definer=True,
    leakproof=True,
    parallel="safe",
    cost=7,
    support="app.s",
    settings={"search_path": ""},
    transforms=["hstore"],
    comment="c",
)
moving = {
    "sfunc": "app.f",
    "inverse": "app.f",
    "stype": m.integer(),
    "sspace": 5,
    "initcond": "1",
    "finalfunc": "app.f",
    "finalfunc_extra": True,
    "finalfunc_modify": "shareable",
}
server = m.pg_foreign_server("files", wrapper="w", type="t", version="1", options={"a": 1}, comment="c")
mood = m.pg_enum("states", ["a"], comment="c")
seen = m.pg_view("seen").as_(m.sql("SELECT 1 AS a"))
DECLARED: list[Any] = [
    users,
    keyed,
    part,
    heir,
    f,
    server,
    mood,
    m.pg_schema("app", comment="c"),
    m.pg_extension("hstore", schema="app", version="1", comment="c"),
    m.pg_sequence(
        "counted", type="integer", start_with=3, increment=2, min_value=2, max_value=9, unlogged=True, comment="c"
    ),
    m.pg_table("serials", {"id": m.serial()}),
    m.pg_function("rows_of", returns={"a": m.integer()}, rows=7, body=m.sql("BEGIN ATOMIC SELECT 1; END")),
    m.pg_procedure("p", body=""),
    m.pg_aggregate(
        "agg",
        [m.integer()],
        sfunc="app.f",
        stype=m.integer(),
        sspace=5,
        finalfunc="app.f",
        finalfunc_extra=True,
        finalfunc_modify="shareable",
        initcond="1",
        combinefunc="app.f",
        serialfunc="app.f",
        deserialfunc="app.f",
        moving=moving,
        sortop="<",
        parallel="safe",
        comment="c",
    ),
    m.pg_aggregate("ordered", [m.integer()], sfunc="app.f", stype=m.integer(), order_by=[m.integer()]),
    m.grant("select", to="app", columns=[seen["a"]]).on(seen),
    seen,
    m.pg_view("v").with_(check_option="local").defaults(a=m.sql("2")).as_(m.sql("SELECT 1 AS a")).comment("c", a="d"),
    m.pg_materialized_view("mv", extras=lambda view: [m.index("mv_a").on(view["a"])])
    .cluster_on("mv_a")
    .column_options(a={"statistics": 7, "n_distinct": 5})
    .with_({"fillfactor": 70})
    .using("other")
    .tablespace("fast")
    .with_no_data()
    .as_(m.sql("SELECT 1 AS a"))
    .comment("c", a="d"),
    m.pg_event_trigger("et", "ddl_command_end", "app.f", tags=["CREATE TABLE"], enabled="always", comment="c"),
    m.pg_collation("co", provider="icu", locale="de", deterministic=False, rules="&a", comment="c"),
    m.pg_collation("libc", lc_collate="C", lc_ctype="POSIX"),
    m.pg_composite("pair", {"a": m.text().collate("C").comment("c")}, comment="c"),
    m.pg_domain(
        "dom",
        m.text().default("x").not_null().collate("C"),
        checks=[m.check("c", m.sql("true")).not_valid()],
        not_null_name="nn",
        comment="c",
    ),
    m.pg_range(
        "r",
        m.text().collate("C"),
        subtype_diff="app.f",
        canonical="app.f",
        opclass="text_pattern_ops",
        multirange_name="mr",
        comment="c",
    ),
    m.pg_text_search_dictionary("di", template="simple", options={"a": 1}, comment="c"),
    m.pg_text_search_configuration("cf", {"word": ["simple"]}, parser="app.p", comment="c"),
    m.pg_operator(
        "===",
        left=m.integer(),
        right=m.integer(),
        function="app.f",
        commutator="===",
        negator="!==",
        restrict="eqsel",
        join="eqjoinsel",
        hashes=True,
        merges=True,
        comment="c",
    ),
    m.pg_operator_family(
        "fam",
        operators={1: {"operator": "===", "left": "integer", "right": "bigint"}},
        functions={1: {"function": "app.f", "left": "integer", "right": "bigint"}},
        comment="c",
    ),
    m.pg_operator_class(
        "cl",
        "integer",
        family="fam",
        default=True,
        storage="bigint",
        operators={1: {"operator": "===", "order_by": "float_ops"}},
        functions={1: "app.f"},
        comment="c",
    ),
    m.pg_cast(m.integer(), m.text(), function="app.f", context="implicit", comment="c"),
    m.pg_cast(m.text(), m.integer(), inout=True),
    m.pg_foreign_data_wrapper("w", handler="app.h", validator="app.v", options={"a": 1}, comment="c"),
    m.pg_user_mapping("app", server, options={"user": "x"}),
    m.pg_foreign_table(
        "ft", {"id": m.integer()}, server=server, options={"a": 1}, column_options={"id": {"b": 2}}, comment="c"
    ),
    m.pg_publication(
        "pub",
        m.published(users, users.id, where=m.sql("true")),
        publish=["insert"],
        via_partition_root=True,
        generated_columns="stored",
        comment="c",
    ),
    m.pg_publication("pub2", all_tables=True),
    m.pg_publication("pub3", schemas=["app"]),
    m.pg_role(
        "app",
        login=True,
        superuser=True,
        create_db=True,
        create_role=True,
        inherit=False,
        replication=True,
        bypass_rls=True,
        connection_limit=5,
        valid_until=dt.datetime(2030, 1, 1, tzinfo=dt.UTC),
        settings={"work_mem": "5MB"},
        member_of=[m.member_of("g", admin=True, inherit=False, set_=False)],
    ).comment("c"),
    m.default_privileges("app", m.grant("select", to="g", with_grant_option=True), on="tables", schema="app"),
    m.grant("usage", to="g").on_sequence(users.id),
    m.grant("create", to="g").on_database(),
]


def said() -> set[str]:
    """Every field that some declared object fills with something else than its default."""
    found: set[str] = set()
    for item in declare(DECLARED).values():
        found |= set(_filled(item, item.ref.kind))
    return found


def _filled(value: Any, where: str) -> Iterator[str]:
    for attribute in attrs.fields(type(value)):
        inner = getattr(value, attribute.name)
        default = attribute.default
        made = default.factory() if isinstance(default, attrs.Factory) and not default.takes_self else default  # type: ignore[arg-type]
        if default is attrs.NOTHING or inner != made:
            yield f"{where}.{attribute.name}"
        for each in inner if isinstance(inner, (tuple, frozenset)) and not isinstance(inner, Ref) else (inner,):
            if attrs.has(type(each)) and not isinstance(each, Object):
                yield from _filled(each, type(each).__name__)


def facts() -> Iterator[tuple[str, str]]:
    for kind, model in KINDS.items():
        for attribute in attrs.fields(model):
            if attribute.eq:
                yield kind, f"{kind}.{attribute.name}"


def test_every_fact_of_every_kind_can_be_said_or_has_a_reason() -> None:
    there = said()
    silent = {field for kind, field in facts() if field not in there and field not in REASONS and kind not in REASONS}

    assert silent == set()


def test_the_parts_of_facts_can_be_said_too() -> None:
    parts = {field for field in said() if field[0].isupper()}
    seen = {field.partition(".")[0] for field in parts}

    assert {"IndexKey", "Counter", "Identity", "Generated", "PartitionOf", "Argument"} <= seen
    for name in (
        "IndexKey.operator",
        "IndexKey.opclass_options",
        "Counter.cycle",
        "Identity.sequence",
        "Argument.mode",
    ):
        assert name in parts


def test_what_has_a_reason_is_still_a_fact() -> None:
    known = {field for _, field in facts()}

    assert {field for field in REASONS if field not in KINDS} <= known
