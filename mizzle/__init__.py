"""PostgreSQL tables declared in Python, and databases brought there by the smallest safe plan.

Names are loaded when they are first used: importing mizzle costs next to nothing, declaring tables loads neither psycopg nor
sqlglot nor rich, and push(), plan() and diff() load what they need when they are called.
"""

import importlib
from typing import TYPE_CHECKING, Any

from mizzle.version import __version__

if TYPE_CHECKING:
    from mizzle.diffing import Diff
    from mizzle.dsl.check import check
    from mizzle.dsl.column import Column
    from mizzle.dsl.declare import declare
    from mizzle.dsl.enum import pg_enum
    from mizzle.dsl.exclusion import exclude
    from mizzle.dsl.extension import pg_extension
    from mizzle.dsl.foreign_key import foreign_key
    from mizzle.dsl.foreign_server import pg_foreign_data_wrapper, pg_foreign_server, pg_user_mapping
    from mizzle.dsl.index import index, unique_index
    from mizzle.dsl.namespace import pg_schema
    from mizzle.dsl.policy import pg_policy
    from mizzle.dsl.primary_key import primary_key
    from mizzle.dsl.privileges import default_privileges, grant, revoke
    from mizzle.dsl.publication import pg_publication, published
    from mizzle.dsl.role import member_of, pg_role
    from mizzle.dsl.sequence import pg_sequence
    from mizzle.dsl.sql import sql
    from mizzle.dsl.table import Table, get_table_config, pg_table, pg_table_creator
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
    from mizzle.pushing import Pushed

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
    "check": "mizzle.dsl.check",
    "Column": "mizzle.dsl.column",
    "declare": "mizzle.dsl.declare",
    "pg_enum": "mizzle.dsl.enum",
    "exclude": "mizzle.dsl.exclusion",
    "pg_extension": "mizzle.dsl.extension",
    "foreign_key": "mizzle.dsl.foreign_key",
    "index": "mizzle.dsl.index",
    "unique_index": "mizzle.dsl.index",
    "pg_schema": "mizzle.dsl.namespace",
    "pg_policy": "mizzle.dsl.policy",
    "primary_key": "mizzle.dsl.primary_key",
    "default_privileges": "mizzle.dsl.privileges",
    "grant": "mizzle.dsl.privileges",
    "revoke": "mizzle.dsl.privileges",
    "member_of": "mizzle.dsl.role",
    "pg_role": "mizzle.dsl.role",
    "pg_foreign_data_wrapper": "mizzle.dsl.foreign_server",
    "pg_foreign_server": "mizzle.dsl.foreign_server",
    "pg_user_mapping": "mizzle.dsl.foreign_server",
    "pg_publication": "mizzle.dsl.publication",
    "published": "mizzle.dsl.publication",
    "pg_sequence": "mizzle.dsl.sequence",
    "sql": "mizzle.dsl.sql",
    "Table": "mizzle.dsl.table",
    "get_table_config": "mizzle.dsl.table",
    "pg_table": "mizzle.dsl.table",
    "pg_table_creator": "mizzle.dsl.table",
    "unique": "mizzle.dsl.unique",
    **dict.fromkeys(TYPES, "mizzle.dsl.types"),
}


def push(source: Any, url: str, **options: Any) -> "Pushed":
    """Bring the database at `url` to the declared schema: a module, a mapping or a list. See mizzle.pushing.push()."""
    from mizzle.pushing import push as run

    return run(source, url, **options)


def plan(source: Any, url: str, **options: Any) -> "Pushed":
    """What push() would do; nothing is changed. See mizzle.pushing.push()."""
    from mizzle.pushing import push as run

    return run(source, url, dry_run=True, **options)


def diff(source: str, target: str, **options: Any) -> "Diff":
    """The SQL that turns one side into another: URLs, schema modules, .sql files. See mizzle.diffing.diff()."""
    from mizzle.diffing import diff as run

    return run(source, target, **options)


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module 'mizzle' has no attribute {name!r}")
    value = getattr(importlib.import_module(HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


__all__ = [
    "Column",
    "Table",
    "__version__",
    "array",
    "bigint",
    "bigserial",
    "bit",
    "boolean",
    "box",
    "bytea",
    "char",
    "check",
    "cidr",
    "circle",
    "citext",
    "cube",
    "custom_type",
    "date",
    "datemultirange",
    "daterange",
    "decimal",
    "declare",
    "default_privileges",
    "diff",
    "double_precision",
    "exclude",
    "foreign_key",
    "geography",
    "geometry",
    "get_table_config",
    "grant",
    "halfvec",
    "hstore",
    "index",
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
    "member_of",
    "money",
    "name",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "path",
    "pg_enum",
    "pg_extension",
    "pg_foreign_data_wrapper",
    "pg_foreign_server",
    "pg_lsn",
    "pg_policy",
    "pg_publication",
    "pg_role",
    "pg_schema",
    "pg_sequence",
    "pg_snapshot",
    "pg_table",
    "pg_table_creator",
    "pg_user_mapping",
    "plan",
    "point",
    "polygon",
    "primary_key",
    "published",
    "push",
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
    "revoke",
    "serial",
    "smallint",
    "smallserial",
    "sparsevec",
    "sql",
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
    "unique",
    "unique_index",
    "uuid",
    "varbit",
    "varchar",
    "vector",
    "xid8",
    "xml",
]
