"""PostgreSQL tables declared in Python, and databases brought there by the smallest safe plan.

Names are loaded when they are first used: importing mizzle costs next to nothing, declaring tables loads neither psycopg nor
sqlglot nor rich, and push(), plan() and diff() load what they need when they are called.
"""

import importlib
from typing import TYPE_CHECKING, Any, Literal

from mizzle.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mizzle.answers import Answers
    from mizzle.database import AsyncDatabase, Database
    from mizzle.database.rows import Row
    from mizzle.declared import Source
    from mizzle.diffing import Diff
    from mizzle.drizzle import from_drizzle
    from mizzle.dsl.aggregate import pg_aggregate
    from mizzle.dsl.cast import pg_cast
    from mizzle.dsl.check import check
    from mizzle.dsl.collation import pg_collation
    from mizzle.dsl.column import Column
    from mizzle.dsl.composite import pg_composite
    from mizzle.dsl.declare import declare
    from mizzle.dsl.domain import pg_domain
    from mizzle.dsl.enum import pg_enum
    from mizzle.dsl.event_trigger import pg_event_trigger
    from mizzle.dsl.exclusion import exclude
    from mizzle.dsl.extension import pg_extension
    from mizzle.dsl.foreign_key import foreign_key
    from mizzle.dsl.foreign_server import pg_foreign_data_wrapper, pg_foreign_server, pg_foreign_table, pg_user_mapping
    from mizzle.dsl.function import argument, pg_function, pg_procedure
    from mizzle.dsl.index import index, unique_index
    from mizzle.dsl.models import insert_model, select_model, update_model
    from mizzle.dsl.namespace import pg_schema
    from mizzle.dsl.operator import pg_operator
    from mizzle.dsl.operator_class import pg_operator_class
    from mizzle.dsl.operator_family import pg_operator_family
    from mizzle.dsl.partition import from_to, hash_, in_values, list_, partition_of, range_, remainder
    from mizzle.dsl.policy import pg_policy
    from mizzle.dsl.primary_key import primary_key
    from mizzle.dsl.privileges import default_privileges, grant, revoke
    from mizzle.dsl.publication import pg_publication, published
    from mizzle.dsl.pull import Source as Pulled
    from mizzle.dsl.query.change import delete, insert, update
    from mizzle.dsl.query.expression import Value, all_, and_, any_, cast, or_, output, placeholder, tuple_
    from mizzle.dsl.query.functions import (
        array_of,
        avg,
        avg_distinct,
        case,
        coalesce,
        count,
        count_distinct,
        extract,
        func,
        jsonb_set,
        max,  # noqa: A004
        min,  # noqa: A004
        nullif,
        overlaps,
        sum,  # noqa: A004
        sum_distinct,
        within_group,
    )
    from mizzle.dsl.query.merge import merge
    from mizzle.dsl.query.operators import (
        array_contained,
        array_contains,
        array_overlaps,
        between,
        cosine_distance,
        eq,
        gt,
        gte,
        hamming_distance,
        ilike,
        in_array,
        inner_product,
        is_not_null,
        is_null,
        jaccard_distance,
        l1_distance,
        l2_distance,
        like,
        lt,
        lte,
        matches,
        ne,
        not_,
        not_between,
        not_ilike,
        not_in_array,
        not_like,
        range_adjacent,
        range_after,
        range_before,
        range_ends_by,
        range_starts_from,
        similar,
        trigram_distance,
        word_similar,
    )
    from mizzle.dsl.query.relations import define_relations
    from mizzle.dsl.query.select import grouping_cube, grouping_sets, recursive, rollup, select, select_distinct
    from mizzle.dsl.query.source import alias, excluded, exists, not_exists
    from mizzle.dsl.query.values import values
    from mizzle.dsl.query.window import asc, desc
    from mizzle.dsl.range import pg_range
    from mizzle.dsl.record import PgTable
    from mizzle.dsl.role import member_of, pg_role
    from mizzle.dsl.rule import pg_rule
    from mizzle.dsl.sequence import pg_sequence
    from mizzle.dsl.sql import sql
    from mizzle.dsl.statistics import pg_statistics
    from mizzle.dsl.table import Table, get_table_config, pg_table, pg_table_creator
    from mizzle.dsl.text_search import pg_text_search_configuration, pg_text_search_dictionary
    from mizzle.dsl.trigger import pg_trigger
    from mizzle.dsl.types import (
        array,
        bigint,
        bigserial,
        bit,
        boolean,
        box,
        bytea,
        char,
        cidr,
        circle,
        citext,
        cube,
        custom_type,
        date,
        datemultirange,
        daterange,
        decimal,
        double_precision,
        geography,
        geometry,
        halfvec,
        hstore,
        inet,
        int4multirange,
        int4range,
        int8multirange,
        int8range,
        integer,
        internal_char,
        interval,
        json,
        jsonb,
        jsonpath,
        line,
        lquery,
        lseg,
        ltree,
        ltxtquery,
        macaddr,
        macaddr8,
        money,
        name,
        numeric,
        nummultirange,
        numrange,
        oid,
        path,
        pg_lsn,
        pg_snapshot,
        point,
        polygon,
        real,
        regclass,
        regcollation,
        regconfig,
        regdictionary,
        regnamespace,
        regoper,
        regoperator,
        regproc,
        regprocedure,
        regrole,
        regtype,
        serial,
        smallint,
        smallserial,
        sparsevec,
        text,
        time,
        timestamp,
        tsmultirange,
        tsquery,
        tsrange,
        tstzmultirange,
        tstzrange,
        tsvector,
        txid_snapshot,
        uuid,
        varbit,
        varchar,
        vector,
        xid8,
        xml,
    )
    from mizzle.dsl.unique import unique
    from mizzle.dsl.view import pg_materialized_view, pg_view
    from mizzle.errors import ConsentMissing, MizzleError, QueryError, RowCountError, UnansweredRename
    from mizzle.generating import generate, generate_custom
    from mizzle.migrating import baseline, down, migrate
    from mizzle.offline import export
    from mizzle.pushing import Ask, Pushed
    from mizzle.squashing import squash
    from mizzle.statuses import check_files, status

TYPES = (
    "array",
    "bigint",
    "bigserial",
    "bit",
    "boolean",
    "box",
    "bytea",
    "char",
    "cidr",
    "circle",
    "citext",
    "cube",
    "custom_type",
    "date",
    "datemultirange",
    "daterange",
    "decimal",
    "double_precision",
    "geography",
    "geometry",
    "halfvec",
    "hstore",
    "inet",
    "int4multirange",
    "int4range",
    "int8multirange",
    "int8range",
    "integer",
    "internal_char",
    "interval",
    "json",
    "jsonb",
    "jsonpath",
    "line",
    "lquery",
    "lseg",
    "ltree",
    "ltxtquery",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "path",
    "pg_lsn",
    "pg_snapshot",
    "point",
    "polygon",
    "real",
    "regclass",
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "serial",
    "smallint",
    "smallserial",
    "sparsevec",
    "text",
    "time",
    "timestamp",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "txid_snapshot",
    "uuid",
    "varbit",
    "varchar",
    "vector",
    "xid8",
    "xml",
)
HOMES = {
    "update_model": "mizzle.dsl.models",
    "select_model": "mizzle.dsl.models",
    "insert_model": "mizzle.dsl.models",
    "trigram_distance": "mizzle.dsl.query.operators",
    "word_similar": "mizzle.dsl.query.operators",
    "range_starts_from": "mizzle.dsl.query.operators",
    "range_ends_by": "mizzle.dsl.query.operators",
    "range_after": "mizzle.dsl.query.operators",
    "range_before": "mizzle.dsl.query.operators",
    "range_adjacent": "mizzle.dsl.query.operators",
    "within_group": "mizzle.dsl.query.functions",
    "overlaps": "mizzle.dsl.query.functions",
    "extract": "mizzle.dsl.query.functions",
    "jsonb_set": "mizzle.dsl.query.functions",
    "array_of": "mizzle.dsl.query.functions",
    "tuple_": "mizzle.dsl.query.expression",
    "Value": "mizzle.dsl.query.expression",
    "all_": "mizzle.dsl.query.expression",
    "any_": "mizzle.dsl.query.expression",
    "merge": "mizzle.dsl.query.merge",
    "Database": "mizzle.database",
    "AsyncDatabase": "mizzle.database",
    "QueryError": "mizzle.errors",
    "RowCountError": "mizzle.errors",
    "Row": "mizzle.database.rows",
    "define_relations": "mizzle.dsl.query.relations",
    "select": "mizzle.dsl.query.select",
    "select_distinct": "mizzle.dsl.query.select",
    "recursive": "mizzle.dsl.query.select",
    "rollup": "mizzle.dsl.query.select",
    "grouping_cube": "mizzle.dsl.query.select",
    "grouping_sets": "mizzle.dsl.query.select",
    "output": "mizzle.dsl.query.expression",
    "values": "mizzle.dsl.query.values",
    "insert": "mizzle.dsl.query.change",
    "update": "mizzle.dsl.query.change",
    "delete": "mizzle.dsl.query.change",
    "alias": "mizzle.dsl.query.source",
    "excluded": "mizzle.dsl.query.source",
    "exists": "mizzle.dsl.query.source",
    "not_exists": "mizzle.dsl.query.source",
    "and_": "mizzle.dsl.query.expression",
    "or_": "mizzle.dsl.query.expression",
    "cast": "mizzle.dsl.query.expression",
    "placeholder": "mizzle.dsl.query.expression",
    "asc": "mizzle.dsl.query.window",
    "desc": "mizzle.dsl.query.window",
    "eq": "mizzle.dsl.query.operators",
    "ne": "mizzle.dsl.query.operators",
    "gt": "mizzle.dsl.query.operators",
    "gte": "mizzle.dsl.query.operators",
    "lt": "mizzle.dsl.query.operators",
    "lte": "mizzle.dsl.query.operators",
    "not_": "mizzle.dsl.query.operators",
    "is_null": "mizzle.dsl.query.operators",
    "is_not_null": "mizzle.dsl.query.operators",
    "in_array": "mizzle.dsl.query.operators",
    "not_in_array": "mizzle.dsl.query.operators",
    "between": "mizzle.dsl.query.operators",
    "not_between": "mizzle.dsl.query.operators",
    "like": "mizzle.dsl.query.operators",
    "not_like": "mizzle.dsl.query.operators",
    "ilike": "mizzle.dsl.query.operators",
    "not_ilike": "mizzle.dsl.query.operators",
    "array_contains": "mizzle.dsl.query.operators",
    "array_contained": "mizzle.dsl.query.operators",
    "array_overlaps": "mizzle.dsl.query.operators",
    "matches": "mizzle.dsl.query.operators",
    "similar": "mizzle.dsl.query.operators",
    "l2_distance": "mizzle.dsl.query.operators",
    "l1_distance": "mizzle.dsl.query.operators",
    "inner_product": "mizzle.dsl.query.operators",
    "cosine_distance": "mizzle.dsl.query.operators",
    "hamming_distance": "mizzle.dsl.query.operators",
    "jaccard_distance": "mizzle.dsl.query.operators",
    "func": "mizzle.dsl.query.functions",
    "count": "mizzle.dsl.query.functions",
    "count_distinct": "mizzle.dsl.query.functions",
    "sum": "mizzle.dsl.query.functions",
    "sum_distinct": "mizzle.dsl.query.functions",
    "avg": "mizzle.dsl.query.functions",
    "avg_distinct": "mizzle.dsl.query.functions",
    "max": "mizzle.dsl.query.functions",
    "min": "mizzle.dsl.query.functions",
    "coalesce": "mizzle.dsl.query.functions",
    "nullif": "mizzle.dsl.query.functions",
    "case": "mizzle.dsl.query.functions",
    "Answers": "mizzle.answers",
    "baseline": "mizzle.migrating",
    "check_files": "mizzle.statuses",
    "down": "mizzle.migrating",
    "export": "mizzle.offline",
    "from_drizzle": "mizzle.drizzle",
    "generate": "mizzle.generating",
    "generate_custom": "mizzle.generating",
    "migrate": "mizzle.migrating",
    "squash": "mizzle.squashing",
    "status": "mizzle.statuses",
    "ConsentMissing": "mizzle.errors",
    "MizzleError": "mizzle.errors",
    "UnansweredRename": "mizzle.errors",
    "pg_cast": "mizzle.dsl.cast",
    "check": "mizzle.dsl.check",
    "pg_collation": "mizzle.dsl.collation",
    "Column": "mizzle.dsl.column",
    "declare": "mizzle.dsl.declare",
    "pg_enum": "mizzle.dsl.enum",
    "exclude": "mizzle.dsl.exclusion",
    "pg_extension": "mizzle.dsl.extension",
    "pg_text_search_configuration": "mizzle.dsl.text_search",
    "pg_text_search_dictionary": "mizzle.dsl.text_search",
    "pg_statistics": "mizzle.dsl.statistics",
    "pg_range": "mizzle.dsl.range",
    "pg_composite": "mizzle.dsl.composite",
    "pg_domain": "mizzle.dsl.domain",
    "foreign_key": "mizzle.dsl.foreign_key",
    "index": "mizzle.dsl.index",
    "unique_index": "mizzle.dsl.index",
    "pg_schema": "mizzle.dsl.namespace",
    **dict.fromkeys(
        ("from_to", "hash_", "in_values", "list_", "partition_of", "range_", "remainder"), "mizzle.dsl.partition"
    ),
    "pg_operator": "mizzle.dsl.operator",
    "pg_operator_class": "mizzle.dsl.operator_class",
    "pg_operator_family": "mizzle.dsl.operator_family",
    "pg_policy": "mizzle.dsl.policy",
    "primary_key": "mizzle.dsl.primary_key",
    "default_privileges": "mizzle.dsl.privileges",
    "grant": "mizzle.dsl.privileges",
    "revoke": "mizzle.dsl.privileges",
    "member_of": "mizzle.dsl.role",
    "pg_role": "mizzle.dsl.role",
    "pg_foreign_data_wrapper": "mizzle.dsl.foreign_server",
    "pg_foreign_table": "mizzle.dsl.foreign_server",
    "pg_foreign_server": "mizzle.dsl.foreign_server",
    "pg_user_mapping": "mizzle.dsl.foreign_server",
    "pg_publication": "mizzle.dsl.publication",
    "published": "mizzle.dsl.publication",
    "pg_sequence": "mizzle.dsl.sequence",
    "sql": "mizzle.dsl.sql",
    "Table": "mizzle.dsl.table",
    "get_table_config": "mizzle.dsl.table",
    "pg_table": "mizzle.dsl.table",
    "PgTable": "mizzle.dsl.record",
    "pg_table_creator": "mizzle.dsl.table",
    "unique": "mizzle.dsl.unique",
    "pg_materialized_view": "mizzle.dsl.view",
    "pg_view": "mizzle.dsl.view",
    "pg_aggregate": "mizzle.dsl.aggregate",
    "pg_event_trigger": "mizzle.dsl.event_trigger",
    "argument": "mizzle.dsl.function",
    "pg_function": "mizzle.dsl.function",
    "pg_procedure": "mizzle.dsl.function",
    "pg_rule": "mizzle.dsl.rule",
    "pg_trigger": "mizzle.dsl.trigger",
    **dict.fromkeys(TYPES, "mizzle.dsl.types"),
}


def push(
    source: "Source",
    url: str,
    *,
    answers: "Answers | None" = None,
    casing: str | None = None,
    dry_run: bool = False,
    ask: "Ask | None" = None,
    before: "Callable[[Pushed], None] | None" = None,
    tables: "Sequence[str] | None" = None,
    kinds: "Sequence[str] | None" = None,
) -> "Pushed":
    """Bring the database at `url` to the declared schema.

    source   a module, a mapping or a list of declarations; only the schemas that it declares are managed
    answers  renames and consents: Answers({"app.users.nick": "nickname"}, frozenset({"drop-table:app.old"}))
    casing   "snake_case" or "camelCase", for column names that were omitted
    dry_run  plan and ask the rows, change nothing
    ask      is shown what nobody has agreed to yet and says whether to go on; without it that is an error
    before   is shown the plan before anything runs
    tables, kinds  look only at these tables (["users*", "!users_old"]) and kinds of objects (["!function"])

    Raises ConsentMissing, UnansweredRename and other MizzleErrors; the database is then as it was.
    """
    from mizzle.filters import Filter
    from mizzle.pushing import push as run

    only = Filter.make(None, tables, kinds)
    return run(source, url, answers=answers, casing=casing, dry_run=dry_run, ask=ask, before=before, only=only)


def plan(source: "Source", url: str, *, answers: "Answers | None" = None, casing: str | None = None) -> "Pushed":
    """What push() would do: its statements, what they lose, and remarks. Nothing is changed.

    Raises UnansweredRename and other MizzleErrors as push() does, but not ConsentMissing: see `findings`.
    """
    return push(source, url, answers=answers, casing=casing, dry_run=True)


def diff(
    source: "str | Source",
    target: "str | Source",
    *,
    schemas: "Sequence[str] | None" = None,
    answers: "Answers | None" = None,
    scratch_url: str | None = None,
    casing: str | None = None,
    tables: "Sequence[str] | None" = None,
    kinds: "Sequence[str] | None" = None,
) -> "Diff":
    """The SQL that turns one side into the other; `.script` is what psql runs, empty when there is no difference.

    source, target  a database URL, a schema module or file, a .sql file, or declarations as push() takes them
    schemas         compare only these (default: all that are not PostgreSQL's own)
    answers         renames and consents; what is missing is told by `.unagreed(answers)`
    scratch_url     a server to load .sql files on, instead of the embedded one
    casing          "snake_case" or "camelCase", for column names that were omitted
    tables, kinds   compare only these tables (["users*", "!users_old"]) and kinds of objects (["!function"])

    Raises UnansweredRename and other MizzleErrors.
    """
    from mizzle.diffing import diff as run
    from mizzle.filters import Filter

    only = Filter.make(None, tables, kinds)
    return run(source, target, schemas=schemas, answers=answers, scratch_url=scratch_url, casing=casing, only=only)


def pull(
    url: str,
    *,
    schemas: "Sequence[str] | None" = None,
    tables: "Sequence[str] | None" = None,
    kinds: "Sequence[str] | None" = None,
    roles: bool = False,
    split: "Literal['schema', 'table'] | None" = None,
    form: "Literal['dict', 'class']" = "dict",
) -> "Pulled":
    """The Python module that declares what the database at `url` has: `.text`, and `.remarks` on what it does not say.

    schemas, tables, kinds  only these: ["app", "!old*"] (default: all that are not PostgreSQL's own)
    roles                   the roles of the server too, without their passwords
    split                   "schema" or "table": a package with a module for each, in `.files`; `.text` is then empty
    form                    "class" for tables in the class form, where the names of their columns allow it

    Pushed to the same database, the module changes nothing; pushed to an empty one, it makes the same.
    Raises MizzleErrors.
    """
    from mizzle.errors import UsageError
    from mizzle.filters import Filter
    from mizzle.pulling import pull as run

    for what, given, known in (("split", split, (None, "schema", "table")), ("form", form, ("dict", "class"))):
        if given not in known:
            raise UsageError(f"{what} is one of {', '.join(filter(None, known))}, not {given!r}")
    return run(url, only=Filter.make(schemas, tables, kinds), roles=roles, split=split, form=form)


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module 'mizzle' has no attribute {name!r}")
    value = getattr(importlib.import_module(HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


__all__ = [
    "Answers",
    "AsyncDatabase",
    "Column",
    "ConsentMissing",
    "Database",
    "MizzleError",
    "PgTable",
    "QueryError",
    "Row",
    "RowCountError",
    "Table",
    "UnansweredRename",
    "Value",
    "__version__",
    "alias",
    "all_",
    "and_",
    "any_",
    "argument",
    "array",
    "array_contained",
    "array_contains",
    "array_of",
    "array_overlaps",
    "asc",
    "avg",
    "avg_distinct",
    "baseline",
    "between",
    "bigint",
    "bigserial",
    "bit",
    "boolean",
    "box",
    "bytea",
    "case",
    "cast",
    "char",
    "check",
    "check_files",
    "cidr",
    "circle",
    "citext",
    "coalesce",
    "cosine_distance",
    "count",
    "count_distinct",
    "cube",
    "custom_type",
    "date",
    "datemultirange",
    "daterange",
    "decimal",
    "declare",
    "default_privileges",
    "define_relations",
    "delete",
    "desc",
    "diff",
    "double_precision",
    "down",
    "eq",
    "exclude",
    "excluded",
    "exists",
    "export",
    "extract",
    "foreign_key",
    "from_drizzle",
    "from_to",
    "func",
    "generate",
    "generate_custom",
    "geography",
    "geometry",
    "get_table_config",
    "grant",
    "grouping_cube",
    "grouping_sets",
    "gt",
    "gte",
    "halfvec",
    "hamming_distance",
    "hash_",
    "hstore",
    "ilike",
    "in_array",
    "in_values",
    "index",
    "inet",
    "inner_product",
    "insert",
    "insert_model",
    "int4multirange",
    "int4range",
    "int8multirange",
    "int8range",
    "integer",
    "internal_char",
    "interval",
    "is_not_null",
    "is_null",
    "jaccard_distance",
    "json",
    "jsonb",
    "jsonb_set",
    "jsonpath",
    "l1_distance",
    "l2_distance",
    "like",
    "line",
    "list_",
    "lquery",
    "lseg",
    "lt",
    "lte",
    "ltree",
    "ltxtquery",
    "macaddr",
    "macaddr8",
    "matches",
    "max",
    "member_of",
    "merge",
    "migrate",
    "min",
    "money",
    "name",
    "ne",
    "not_",
    "not_between",
    "not_exists",
    "not_ilike",
    "not_in_array",
    "not_like",
    "nullif",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "or_",
    "output",
    "overlaps",
    "partition_of",
    "path",
    "pg_aggregate",
    "pg_cast",
    "pg_collation",
    "pg_composite",
    "pg_domain",
    "pg_enum",
    "pg_event_trigger",
    "pg_extension",
    "pg_foreign_data_wrapper",
    "pg_foreign_server",
    "pg_foreign_table",
    "pg_function",
    "pg_lsn",
    "pg_materialized_view",
    "pg_operator",
    "pg_operator_class",
    "pg_operator_family",
    "pg_policy",
    "pg_procedure",
    "pg_publication",
    "pg_range",
    "pg_role",
    "pg_rule",
    "pg_schema",
    "pg_sequence",
    "pg_snapshot",
    "pg_statistics",
    "pg_table",
    "pg_table_creator",
    "pg_text_search_configuration",
    "pg_text_search_dictionary",
    "pg_trigger",
    "pg_user_mapping",
    "pg_view",
    "placeholder",
    "plan",
    "point",
    "polygon",
    "primary_key",
    "published",
    "pull",
    "push",
    "range_",
    "range_adjacent",
    "range_after",
    "range_before",
    "range_ends_by",
    "range_starts_from",
    "real",
    "recursive",
    "regclass",
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "remainder",
    "revoke",
    "rollup",
    "select",
    "select_distinct",
    "select_model",
    "serial",
    "similar",
    "smallint",
    "smallserial",
    "sparsevec",
    "sql",
    "squash",
    "status",
    "sum",
    "sum_distinct",
    "text",
    "time",
    "timestamp",
    "trigram_distance",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "tuple_",
    "txid_snapshot",
    "unique",
    "unique_index",
    "update",
    "update_model",
    "uuid",
    "values",
    "varbit",
    "varchar",
    "vector",
    "within_group",
    "word_similar",
    "xid8",
    "xml",
]
