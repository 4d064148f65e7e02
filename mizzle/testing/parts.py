"""Draw what stands on a table's columns: keys, checks, indexes, exclusion constraints, foreign keys."""

from collections.abc import Iterator

from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.enum import Enum
from mizzle.model.exclusion import Exclusion
from mizzle.model.expr import Expr
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index, IndexKey
from mizzle.model.object import Object, Pairs
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.model.unique import Unique
from mizzle.testing import draw
from mizzle.testing.choose import Chooser
from mizzle.testing.kinds import kind_of

ACTIONS = ("NO ACTION", "CASCADE", "SET NULL", "RESTRICT", "SET DEFAULT")
OPTIONS: dict[str, tuple[Pairs, ...]] = {
    "btree": ((), (("fillfactor", "70"),), (("deduplicate_items", "off"), ("fillfactor", "80"))),
    "hash": ((), (("fillfactor", "60"),)),
    "gin": ((), (("fastupdate", "off"),), (("fastupdate", "on"), ("gin_pending_list_limit", "128"))),
    "gist": ((), (("buffering", "on"),), (("fillfactor", "60"),)),
    "spgist": ((), (("fillfactor", "60"),)),
    "brin": ((), (("pages_per_range", "16"),), (("autosummarize", "on"),)),
    "hnsw": ((), (("ef_construction", "32"), ("m", "8"))),
    "ivfflat": ((("lists", "1"),), (("lists", "2"),)),
}
OVERLAPS, EQUAL = Ref("operator", "pg_catalog", "&&"), Ref("operator", "pg_catalog", "=")
TEXTS = ("text", "character varying", "character varying(40)", "character varying(80)")


def part(kind: str, ref: Ref, choose: Chooser, state: Schema) -> Ref:
    """A ref with a name of its own for a constraint of the table."""
    return Ref(kind, ref.schema, ref.name, draw.free(choose, state, kind, ref))


def deferral(choose: Chooser) -> tuple[bool, bool]:
    deferrable = choose.maybe(6)
    return deferrable, deferrable and choose.maybe()


def primary_key(choose: Chooser, state: Schema, ref: Ref, major: int) -> list[Object]:  # noqa: ARG001
    """A key over `id`, or over more; its columns become NOT NULL."""
    if any(isinstance(item, PrimaryKey) for item in state.parts(ref)):
        return []
    found = {item.ref: item for item in draw.keyable(state, ref) if not item.type.ref and not item.generated}
    own = Ref("column", ref.schema, ref.name, "id")
    if own not in found:
        return []
    choose.note("primary_key")
    rest = [item for item in found.values() if item.ref != own]
    more = choose.some(rest, 1, 2) if choose.maybe(4) else []
    over = [own, *(item.ref for item in more)]
    if choose.maybe(6):
        over.reverse()
    name = Ref("relation", ref.schema, f"{ref.name}_pkey")
    named = state.find(Ref("constraint", ref.schema, ref.name, name.name)) or any(
        item.not_null_name == name.name for item in state.of(Column) if item.ref.table == ref
    )
    untaken = draw.untaken(state, name) and not named
    plain = untaken and len(name.name.encode()) < 64 and not choose.maybe(3)
    deferrable, deferred = deferral(choose)
    spare = [item.ref for item in rest if item.ref not in over]
    key = PrimaryKey(
        ref=Ref("primary_key", ref.schema, ref.name, name.name) if plain else part("primary_key", ref, choose, state),
        columns=tuple(over),
        include=tuple(spare[:1]) if choose.maybe(8) else (),
        deferrable=deferrable,
        deferred=deferred,
        options=choose.one(OPTIONS["btree"]) if choose.maybe(6) else (),
        comment=draw.comment(choose),
    )
    return [*(draw.required(found[ref]) for ref in over if not found[ref].not_null), key]


def unique(choose: Chooser, state: Schema, ref: Ref, major: int) -> list[Object]:
    found = [item for item in draw.keyable(state, ref) if not _alike(state, item)]
    if not found:
        return []
    choose.note("unique")
    deferrable, deferred = deferral(choose)
    picked = choose.some(found, 1, 3)
    rest = [item.ref for item in found if item not in picked]
    return [
        Unique(
            ref=part("unique", ref, choose, state),
            columns=tuple(item.ref for item in picked),
            include=tuple(rest[:1]) if choose.maybe(6) else (),
            nulls_not_distinct=major >= 15 and choose.maybe(5),
            deferrable=deferrable,
            deferred=deferred,
            options=choose.one(OPTIONS["btree"]) if choose.maybe(4) else (),
            comment=draw.comment(choose),
        )
    ]


def _alike(state: Schema, item: Column) -> bool:
    """Whether drawn rows share the column's value."""
    return bool(item.generated) or isinstance(state.find(item.type.ref) if item.type.ref else None, Enum)


def condition(choose: Chooser, state: Schema, item: Column) -> Expr:
    """What every drawn value of the column passes."""
    made = state.find(item.type.ref) if item.type.ref else None
    if isinstance(made, Enum):
        choose.note("condition on an enum")
        one = draw.label(made, choose.one(made.labels))
        if item.type.array:
            return Expr((item.ref, " IS NULL OR ", *one, " = ANY (", item.ref, ") OR true"))
        return Expr((item.ref, " <> ", *one, " OR ", item.ref, " = ", *one))
    kind = kind_of(item.type)
    return draw.over(kind.check if kind else "{} IS NULL OR {} IS NOT NULL", item.ref)


def check(choose: Chooser, state: Schema, ref: Ref, major: int) -> list[Object]:
    found = [item for item in draw.columns(state, ref) if not _virtual_user_type(item)]
    if not found:
        return []
    choose.note("check")
    expr = condition(choose, state, choose.one(found))
    if choose.maybe(4):
        other = condition(choose, state, choose.one(found))
        expr = Expr(("(", *expr.pieces, ") AND (", *other.pieces, ")"))
    enforced = major < 18 or not choose.maybe(8)
    return [
        Check(
            ref=part("check", ref, choose, state),
            expr=expr,
            no_inherit=choose.maybe(6),
            validated=enforced and not choose.maybe(8),
            enforced=enforced,
            comment=draw.comment(choose),
        )
    ]


def _virtual_user_type(item: Column) -> bool:
    return bool(item.generated and not item.generated.stored and item.type.ref)


def index(choose: Chooser, state: Schema, ref: Ref, major: int) -> list[Object]:
    found = draw.keyable(state, ref)
    others = [
        (item, spec)
        for item in draw.columns(state, ref)
        if (kind := kind_of(item.type)) and not (item.generated and not item.generated.stored)
        for spec in kind.indexed
    ]
    if not found and not others:
        return []
    choose.note("index")
    own = Ref("index", ref.schema, draw.free(choose, state, "index", Ref("namespace", ref.schema, "")))
    where = None
    if choose.maybe(3):
        choose.note("partial index")
        stored = [item for item in draw.columns(state, ref) if not (item.generated and not item.generated.stored)]
        where = condition(choose, state, choose.one(stored))
    if others and (choose.maybe() or not found):
        item, (method, opclass, parameters) = choose.one(others)
        choose.note(f"index {method}")
        made = IndexKey(
            value=item.ref,
            opclass=Ref("opclass", _home(item), opclass) if opclass else None,
            opclass_options=(_pair(parameters),) if parameters else (),
        )
        return [
            Index(
                ref=own,
                table=ref,
                keys=(made,),
                method=method,
                include=(found[0].ref,) if found and method in ("gist", "spgist") and choose.maybe(6) else (),
                where=where,
                options=choose.one(OPTIONS[method]),
                comment=draw.comment(choose),
            )
        ]
    if not found:
        return []
    picked = choose.some(found, 1, 3)
    rest = [item.ref for item in found if item not in picked]
    keys = tuple(index_key(choose, item) for item in picked)
    is_unique = where is None and not any(_alike(state, item) for item in picked) and choose.maybe(4)
    return [
        Index(
            ref=own,
            table=ref,
            keys=keys,
            unique=is_unique,
            nulls_not_distinct=is_unique and major >= 15 and choose.maybe(3),
            include=tuple(rest[:1]) if choose.maybe(6) else (),
            where=where,
            options=choose.one(OPTIONS["btree"]),
            comment=draw.comment(choose),
        )
    ]


def _pair(text: str) -> tuple[str, str]:
    key, _, value = text.partition("=")
    return key, value


def _home(item: Column) -> str:
    """Where the operator classes of a column's type stand."""
    return item.type.ref.schema if item.type.ref else "pg_catalog"


def index_key(choose: Chooser, item: Column) -> IndexKey:
    descending = choose.maybe(3)
    textual = str(item.type) in TEXTS
    value: Ref | Expr = item.ref
    if choose.maybe(4) and not (item.generated and item.type.ref):
        choose.note("expression index")
        value = draw.over("lower({})" if textual else "({} IS NULL)", item.ref)
        textual = textual and bool(choose.maybe())
        if not textual:
            return IndexKey(value=value, descending=descending, nulls_first=descending)
    return IndexKey(
        value=value,
        descending=descending,
        nulls_first=descending != choose.maybe(4),
        opclass=Ref("opclass", "pg_catalog", "text_pattern_ops") if textual and choose.maybe(4) else None,
        collation=Ref("collation", "pg_catalog", "C") if textual and not item.collation and choose.maybe(6) else None,
    )


def exclusion(choose: Chooser, state: Schema, ref: Ref, major: int) -> list[Object]:  # noqa: ARG001
    """Ranges that do not overlap, boxes, or equality by btree and hash; of enums and arrays of them too."""
    stored = [item for item in draw.columns(state, ref) if not item.generated and not item.default]
    single = [item for item in stored if not item.type.array]
    ranges = [item for item in single if item.type.name in ("int4range", "tstzrange", "daterange", "box", "circle")]
    fresh: list[Object] = []
    if not ranges and choose.maybe(3):
        own_ref = Ref("column", ref.schema, ref.name, draw.free(choose, state, "column", ref))
        ranges = [Column(ref=own_ref, type=Type("int4range"), position=60)]
        fresh.extend(ranges)
    equal = [item for item in draw.keyable(state, ref) if not item.generated and item.ref.part != "id"]
    own = Ref("column", ref.schema, ref.name, "id")
    if ranges and (fresh or choose.maybe()):
        item = choose.one(ranges)
        method = choose.one(["gist", "spgist"] if item.type.name.endswith("range") else ["gist"])
        keys: tuple[IndexKey, ...] = (IndexKey(value=item.ref, operator=OVERLAPS),)
    elif equal and own in state and not choose.maybe(3):
        items = [item for item in choose.some(equal, 1, 2) if not _of_extension(item)]
        items += [state[own]]  # type: ignore[list-item]
        if choose.maybe(3) and len(items) > 1:
            items.reverse()
        method = "btree"
        keys = tuple(IndexKey(value=item.ref, operator=EQUAL, descending=choose.maybe(6)) for item in items)
        keys = tuple(
            IndexKey(value=key.value, operator=EQUAL, descending=key.descending, nulls_first=key.descending)
            for key in keys
        )
    else:
        return []
    choose.note("exclusion")
    deferrable, deferred = deferral(choose)
    rest = [item.ref for item in stored if item.ref not in {key.value for key in keys}]
    return [
        *fresh,
        Exclusion(
            ref=part("exclusion", ref, choose, state),
            keys=keys,
            method=method,
            include=tuple(rest[:1]) if choose.maybe(5) else (),
            where=condition(choose, state, choose.one(stored)) if stored and choose.maybe(4) else None,
            options=choose.one(OPTIONS[method]),
            deferrable=deferrable,
            deferred=deferred,
            comment=draw.comment(choose),
        ),
    ]


def _of_extension(item: Column) -> bool:
    kind = kind_of(item.type)
    return bool(kind and kind.extension)


def foreign_key(choose: Chooser, state: Schema, major: int) -> list[Object]:
    """A foreign key to a key of the same types, in whatever table: itself, another, a cycle, another namespace."""
    found = list(_candidates(state))
    if not found:
        return []
    choose.note("foreign_key")
    composite = [pair for pair in found if len(pair[1]) > 1]
    here, references = choose.one(composite if composite and choose.maybe() else found)
    if len(here) > 1:
        choose.note("composite foreign key")
    table = here[0].table
    choose.note("foreign key to itself" if table == references[0].table else "foreign key to another table")
    if table.schema != references[0].schema:
        choose.note("foreign key across namespaces")
    deferrable, deferred = deferral(choose)
    on_delete = choose.one(ACTIONS)
    enforced = major < 18 or not choose.maybe(8)
    return [
        ForeignKey(
            ref=part("foreign_key", table, choose, state),
            columns=here,
            references=references,
            on_delete=on_delete,
            on_update=choose.one(ACTIONS),
            set_columns=here[:1] if on_delete.startswith("SET") and major >= 15 and choose.maybe(3) else (),
            match_full=choose.maybe(6),
            deferrable=deferrable,
            deferred=deferred,
            validated=enforced and not choose.maybe(8),
            enforced=enforced,
            comment=draw.comment(choose),
        )
    ]


def _candidates(state: Schema) -> Iterator[tuple[tuple[Ref, ...], tuple[Ref, ...]]]:
    """Columns that fit the columns of a key, one by one."""
    for references in _keys(state):
        wanted = [draw.column_of(state, ref) for ref in references]
        # PostgreSQL's own check of a foreign key fails for arrays: no operator anyarray = numeric[].
        if any(item.generated or item.collation or item.type.array for item in wanted):
            continue
        unlogged = draw.table_of(state, references[0].table).unlogged
        for table in state.of(Table):
            if table.unlogged != unlogged:
                continue
            here: list[Ref] = []
            for item in wanted:
                fits = [
                    other.ref
                    for other in draw.columns(state, table.ref)
                    if other.type == item.type and not other.generated and not other.collation and other.ref not in here
                ]
                here.extend(fits[-1:])
            if len(here) == len(wanted):
                yield tuple(here), references


def _keys(state: Schema) -> Iterator[tuple[Ref, ...]]:
    for item in state.values():
        if isinstance(item, Key) and not item.deferrable and not item.without_overlaps:
            yield item.columns
        elif isinstance(item, Index) and item.unique and item.where is None and all(map(_plain, item.keys)):
            yield tuple(key.value for key in item.keys if isinstance(key.value, Ref))


def _plain(key: IndexKey) -> bool:
    return isinstance(key.value, Ref) and not key.opclass and not key.collation
