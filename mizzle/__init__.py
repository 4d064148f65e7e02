"""PostgreSQL tables declared in Python, and databases brought there by the smallest safe plan.

Names are loaded when they are first used: importing mizzle costs next to nothing, declaring tables loads neither psycopg nor
sqlglot nor rich, and push(), plan() and diff() load what they need when they are called.
"""

# ruff: noqa: A004, F403 - Drizzle's names; `name as name` tells type checkers that the name is public

import importlib
from typing import TYPE_CHECKING, Any, Literal

from mizzle.version import __version__ as __version__

if TYPE_CHECKING:
    # isort: off
    from collections.abc import Callable, Sequence

    from mizzle.answers import Answers as Answers
    from mizzle.database import AsyncDatabase as AsyncDatabase, Database as Database
    from mizzle.database.rows import Row as Row
    from mizzle.declared import Source
    from mizzle.diffing import Diff
    from mizzle.drizzle import from_drizzle as from_drizzle
    from mizzle.dsl.aggregate import pg_aggregate as pg_aggregate
    from mizzle.dsl.cast import pg_cast as pg_cast
    from mizzle.dsl.check import check as check
    from mizzle.dsl.collation import pg_collation as pg_collation
    from mizzle.dsl.column import Column as Column
    from mizzle.dsl.composite import pg_composite as pg_composite
    from mizzle.dsl.declare import declare as declare
    from mizzle.dsl.domain import pg_domain as pg_domain
    from mizzle.dsl.enum import pg_enum as pg_enum
    from mizzle.dsl.event_trigger import pg_event_trigger as pg_event_trigger
    from mizzle.dsl.exclusion import exclude as exclude
    from mizzle.dsl.extension import pg_extension as pg_extension
    from mizzle.dsl.foreign_key import foreign_key as foreign_key
    from mizzle.dsl.foreign_server import (
        pg_foreign_data_wrapper as pg_foreign_data_wrapper,
        pg_foreign_server as pg_foreign_server,
        pg_foreign_table as pg_foreign_table,
        pg_user_mapping as pg_user_mapping,
    )
    from mizzle.dsl.function import argument as argument, pg_function as pg_function, pg_procedure as pg_procedure
    from mizzle.dsl.index import index as index, unique_index as unique_index
    from mizzle.dsl.models import (
        insert_model as insert_model,
        select_model as select_model,
        update_model as update_model,
    )
    from mizzle.dsl.namespace import pg_schema as pg_schema
    from mizzle.dsl.operator import pg_operator as pg_operator
    from mizzle.dsl.operator_class import pg_operator_class as pg_operator_class
    from mizzle.dsl.operator_family import pg_operator_family as pg_operator_family
    from mizzle.dsl.partition import (
        from_to as from_to,
        hash_ as hash_,
        in_values as in_values,
        list_ as list_,
        partition_of as partition_of,
        range_ as range_,
        remainder as remainder,
    )
    from mizzle.dsl.policy import pg_policy as pg_policy
    from mizzle.dsl.primary_key import primary_key as primary_key
    from mizzle.dsl.privileges import default_privileges as default_privileges, grant as grant, revoke as revoke
    from mizzle.dsl.publication import pg_publication as pg_publication, published as published
    from mizzle.dsl.pull import Source as Pulled
    from mizzle.dsl.query.change import delete as delete, insert as insert, update as update
    from mizzle.dsl.query.expression import Value as Value, and_ as and_, cast as cast, or_ as or_
    from mizzle.dsl.query.functions import (
        array_of as array_of,
        avg as avg,
        avg_distinct as avg_distinct,
        case as case,
        coalesce as coalesce,
        count as count,
        count_distinct as count_distinct,
        extract as extract,
        func as func,
        jsonb_set as jsonb_set,
        max as max,
        min as min,
        nullif as nullif,
        overlaps as overlaps,
        sum as sum,
        sum_distinct as sum_distinct,
        within_group as within_group,
    )
    from mizzle.dsl.query.grouping import (
        grouping_cube as grouping_cube,
        grouping_sets as grouping_sets,
        rollup as rollup,
    )
    from mizzle.dsl.query.merge import merge as merge
    from mizzle.dsl.query.operators import (
        array_contained as array_contained,
        array_contains as array_contains,
        array_overlaps as array_overlaps,
        between as between,
        cosine_distance as cosine_distance,
        eq as eq,
        gt as gt,
        gte as gte,
        hamming_distance as hamming_distance,
        ilike as ilike,
        in_array as in_array,
        inner_product as inner_product,
        is_not_null as is_not_null,
        is_null as is_null,
        jaccard_distance as jaccard_distance,
        l1_distance as l1_distance,
        l2_distance as l2_distance,
        like as like,
        lt as lt,
        lte as lte,
        matches as matches,
        ne as ne,
        not_ as not_,
        not_between as not_between,
        not_ilike as not_ilike,
        not_in_array as not_in_array,
        not_like as not_like,
        range_adjacent as range_adjacent,
        range_after as range_after,
        range_before as range_before,
        range_ends_by as range_ends_by,
        range_starts_from as range_starts_from,
        similar as similar,
        trigram_distance as trigram_distance,
        word_similar as word_similar,
    )
    from mizzle.dsl.query.pieces import output as output, placeholder as placeholder
    from mizzle.dsl.query.recursive import recursive as recursive
    from mizzle.dsl.query.relations import define_relations as define_relations
    from mizzle.dsl.query.select import select as select, select_distinct as select_distinct
    from mizzle.dsl.query.source import alias as alias, excluded as excluded, exists as exists, not_exists as not_exists
    from mizzle.dsl.query.tuples import all_ as all_, any_ as any_, tuple_ as tuple_
    from mizzle.dsl.query.values import values as values
    from mizzle.dsl.query.window import asc as asc, desc as desc
    from mizzle.dsl.range import pg_range as pg_range
    from mizzle.dsl.record import PgTable as PgTable
    from mizzle.dsl.role import member_of as member_of, pg_role as pg_role
    from mizzle.dsl.rule import pg_rule as pg_rule
    from mizzle.dsl.sequence import pg_sequence as pg_sequence
    from mizzle.dsl.sql import sql as sql
    from mizzle.dsl.statistics import pg_statistics as pg_statistics
    from mizzle.dsl.table import (
        Table as Table,
        get_table_config as get_table_config,
        pg_table as pg_table,
        pg_table_creator as pg_table_creator,
    )
    from mizzle.dsl.text_search import (
        pg_text_search_configuration as pg_text_search_configuration,
        pg_text_search_dictionary as pg_text_search_dictionary,
    )
    from mizzle.dsl.trigger import pg_trigger as pg_trigger
    from mizzle.dsl.types import *
    from mizzle.dsl.unique import unique as unique
    from mizzle.dsl.view import pg_materialized_view as pg_materialized_view, pg_view as pg_view
    from mizzle.errors import (
        ConsentMissing as ConsentMissing,
        MizzleError as MizzleError,
        QueryError as QueryError,
        RowCountError as RowCountError,
        UnansweredRename as UnansweredRename,
    )
    from mizzle.generating import generate as generate, generate_custom as generate_custom
    from mizzle.migrating import baseline as baseline, down as down, migrate as migrate
    from mizzle.offline import export as export
    from mizzle.pushing import Ask, Pushed
    from mizzle.squashing import squash as squash
    from mizzle.statuses import check_files as check_files, status as status

# Where the public names live; those of this module are public too. The block above tells type checkers the same.
HOMES = {
    name: home
    for home, names in {
        "mizzle.answers": "Answers",
        "mizzle.database": "AsyncDatabase Database",
        "mizzle.database.rows": "Row",
        "mizzle.drizzle": "from_drizzle",
        "mizzle.dsl.aggregate": "pg_aggregate",
        "mizzle.dsl.cast": "pg_cast",
        "mizzle.dsl.check": "check",
        "mizzle.dsl.collation": "pg_collation",
        "mizzle.dsl.column": "Column",
        "mizzle.dsl.composite": "pg_composite",
        "mizzle.dsl.declare": "declare",
        "mizzle.dsl.domain": "pg_domain",
        "mizzle.dsl.enum": "pg_enum",
        "mizzle.dsl.event_trigger": "pg_event_trigger",
        "mizzle.dsl.exclusion": "exclude",
        "mizzle.dsl.extension": "pg_extension",
        "mizzle.dsl.foreign_key": "foreign_key",
        "mizzle.dsl.foreign_server": "pg_foreign_data_wrapper pg_foreign_server pg_foreign_table pg_user_mapping",
        "mizzle.dsl.function": "argument pg_function pg_procedure",
        "mizzle.dsl.index": "index unique_index",
        "mizzle.dsl.models": "insert_model select_model update_model",
        "mizzle.dsl.namespace": "pg_schema",
        "mizzle.dsl.operator": "pg_operator",
        "mizzle.dsl.operator_class": "pg_operator_class",
        "mizzle.dsl.operator_family": "pg_operator_family",
        "mizzle.dsl.partition": "from_to hash_ in_values list_ partition_of range_ remainder",
        "mizzle.dsl.policy": "pg_policy",
        "mizzle.dsl.primary_key": "primary_key",
        "mizzle.dsl.privileges": "default_privileges grant revoke",
        "mizzle.dsl.publication": "pg_publication published",
        "mizzle.dsl.query.change": "delete insert update",
        "mizzle.dsl.query.expression": "Value and_ cast or_",
        "mizzle.dsl.query.functions": (
            "array_of avg avg_distinct case coalesce count count_distinct extract func jsonb_set max min nullif "
            "overlaps sum sum_distinct within_group"
        ),
        "mizzle.dsl.query.grouping": "grouping_cube grouping_sets rollup",
        "mizzle.dsl.query.merge": "merge",
        "mizzle.dsl.query.operators": (
            "array_contained array_contains array_overlaps between cosine_distance eq gt gte hamming_distance "
            "ilike in_array inner_product is_not_null is_null jaccard_distance l1_distance l2_distance like lt "
            "lte matches ne not_ not_between not_ilike not_in_array not_like range_adjacent range_after "
            "range_before range_ends_by range_starts_from similar trigram_distance word_similar"
        ),
        "mizzle.dsl.query.pieces": "output placeholder",
        "mizzle.dsl.query.recursive": "recursive",
        "mizzle.dsl.query.relations": "define_relations",
        "mizzle.dsl.query.select": "select select_distinct",
        "mizzle.dsl.query.source": "alias excluded exists not_exists",
        "mizzle.dsl.query.tuples": "all_ any_ tuple_",
        "mizzle.dsl.query.values": "values",
        "mizzle.dsl.query.window": "asc desc",
        "mizzle.dsl.range": "pg_range",
        "mizzle.dsl.record": "PgTable",
        "mizzle.dsl.role": "member_of pg_role",
        "mizzle.dsl.rule": "pg_rule",
        "mizzle.dsl.sequence": "pg_sequence",
        "mizzle.dsl.sql": "sql",
        "mizzle.dsl.statistics": "pg_statistics",
        "mizzle.dsl.table": "Table get_table_config pg_table pg_table_creator",
        "mizzle.dsl.text_search": "pg_text_search_configuration pg_text_search_dictionary",
        "mizzle.dsl.trigger": "pg_trigger",
        "mizzle.dsl.types": (
            "array bigint bigserial bit boolean box bytea char cidr circle citext cube custom_type date "
            "datemultirange daterange decimal double_precision geography geometry halfvec hstore inet "
            "int4multirange int4range int8multirange int8range integer internal_char interval json jsonb jsonpath "
            "line lquery lseg ltree ltxtquery macaddr macaddr8 money name numeric nummultirange numrange oid path "
            "pg_lsn pg_snapshot point polygon real regclass regcollation regconfig regdictionary regnamespace "
            "regoper regoperator regproc regprocedure regrole regtype serial smallint smallserial sparsevec text "
            "time timestamp tsmultirange tsquery tsrange tstzmultirange tstzrange tsvector txid_snapshot uuid "
            "varbit varchar vector xid8 xml"
        ),
        "mizzle.dsl.unique": "unique",
        "mizzle.dsl.view": "pg_materialized_view pg_view",
        "mizzle.errors": "ConsentMissing MizzleError QueryError RowCountError UnansweredRename",
        "mizzle.generating": "generate generate_custom",
        "mizzle.migrating": "baseline down migrate",
        "mizzle.offline": "export",
        "mizzle.squashing": "squash",
        "mizzle.statuses": "check_files status",
    }.items()
    for name in names.split()
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


if not TYPE_CHECKING:  # which read the imports above; they would take any name for one of ours

    def __getattr__(name: str) -> Any:
        if name not in HOMES:
            raise AttributeError(f"module 'mizzle' has no attribute {name!r}")
        value = getattr(importlib.import_module(HOMES[name]), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return __all__

    __all__ = sorted([*HOMES, "__version__", "push", "plan", "diff", "pull"])  # noqa: PLE0605
