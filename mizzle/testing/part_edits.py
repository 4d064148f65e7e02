"""Edits of constraints and indexes: every fact of each kind, one at a time."""

from collections.abc import Callable

from attrs import evolve

from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.exclusion import Exclusion
from mizzle.model.expr import Expr
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index, IndexKey
from mizzle.model.object import Object
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.unique import Unique
from mizzle.testing import draw, parts
from mizzle.testing.choose import Chooser
from mizzle.testing.cut import without


def replace(state: Schema, item: Object) -> Schema:
    """The schema with another form of an object; foreign keys that stood on a key of other columns go."""
    old = state[item.ref]
    if isinstance(old, Key | Index) and _key(old) != _key(item):
        state = without(state, old.ref)
    return state.with_([item])


def _key(item: Object) -> object:
    """What a foreign key can stand on."""
    if isinstance(item, Key):
        return (item.columns, item.deferrable)
    if isinstance(item, Index):
        return (item.keys, item.unique, item.where is None)
    return None


def change_key(kind: type[Key]) -> Callable[[Chooser, Schema, int], Schema]:
    """A primary key or a unique constraint: its facts as another one of the table would have them."""

    def edit(choose: Chooser, state: Schema, major: int) -> Schema:
        found = [item for item in state.of(kind) if not item.without_overlaps]
        if not found:
            return state
        item = choose.one(found)
        rest = state.where(lambda other: other.ref != item.ref)
        made = (parts.primary_key if kind is PrimaryKey else parts.unique)(choose, rest, item.ref.table, major)
        other = made[-1] if made else item
        if not isinstance(other, Key):
            return state
        what = choose.one(["columns", "include", "deferrable", "deferred", "options", "nulls_not_distinct"])
        if what == "columns":
            new = evolve(item, columns=other.columns, include=tuple(r for r in item.include if r not in other.columns))
            return replace(state, new).with_(part for part in made[:-1] if isinstance(part, Column))
        if what == "include":
            spare = [part.ref for part in draw.columns(state, item.ref.table) if part.ref not in item.columns]
            spare = [ref for ref in spare if not _virtual(state, ref)]
            return state.with_([evolve(item, include=tuple(choose.some(spare, 0, 2)))])
        if what == "deferrable":
            return replace(state, evolve(item, deferrable=not item.deferrable, deferred=False))
        if what == "deferred" and item.deferrable:
            return state.with_([evolve(item, deferred=not item.deferred)])
        if what == "nulls_not_distinct" and isinstance(item, Unique) and major >= 15:
            return state.with_([evolve(item, nulls_not_distinct=not item.nulls_not_distinct)])
        return state.with_([evolve(item, options=choose.one(parts.OPTIONS["btree"]))])

    return edit


def _virtual(state: Schema, ref: Ref) -> bool:
    item = draw.column_of(state, ref)
    return bool(item.generated and not item.generated.stored)


def change_check(choose: Chooser, state: Schema, major: int) -> Schema:
    found = list(state.of(Check))
    if not found:
        return state
    item = choose.one(found)
    what = choose.one(["validated", "no_inherit", "expr", "enforced"])
    if what == "expr":
        made = parts.check(choose, state, item.ref.table, major)
        return state.with_([evolve(item, expr=other.expr) for other in made if isinstance(other, Check)])
    if what == "no_inherit":
        return state.with_([evolve(item, no_inherit=not item.no_inherit)])
    if what == "enforced" and major >= 18:
        return state.with_([evolve(item, enforced=not item.enforced, validated=not item.enforced)])
    return state.with_([evolve(item, validated=not item.validated)]) if item.enforced else state


def change_foreign_key(choose: Chooser, state: Schema, major: int) -> Schema:
    found = [item for item in state.of(ForeignKey) if not item.period]
    if not found:
        return state
    item = choose.one(found)
    match choose.one(
        ["action", "update", "set", "deferrable", "deferred", "validated", "match", "enforced", "columns"]
    ):
        case "action":
            new = evolve(item, on_delete=choose.one(parts.ACTIONS), set_columns=())
        case "update":
            new = evolve(item, on_update=choose.one(parts.ACTIONS))
        case "set" if major >= 15:
            where = () if item.set_columns else item.columns[-1:]
            new = evolve(item, on_delete="SET NULL", set_columns=where)
        case "deferrable":
            new = evolve(item, deferrable=not item.deferrable, deferred=False)
        case "deferred" if item.deferrable:
            new = evolve(item, deferred=not item.deferred)
        case "match":
            new = evolve(item, match_full=not item.match_full)
        case "enforced" if major >= 18:
            new = evolve(item, enforced=not item.enforced, validated=not item.enforced)
        case "columns":
            for other in parts.foreign_key(choose, state, major):
                if isinstance(other, ForeignKey) and other.ref.table == item.ref.table:
                    return state.with_(
                        [evolve(item, columns=other.columns, references=other.references, set_columns=())]
                    )
            return state
        case _:
            new = evolve(item, validated=not item.validated) if item.enforced else item
    return state.with_([new])


def change_index(choose: Chooser, state: Schema, major: int) -> Schema:
    """Facts as another index of the table, or of another table, would have them."""
    found = list(state.of(Index))
    if not found:
        return state
    textual = [item for item in found if any(_textual(state, key) for key in item.keys) and item.method == "btree"]
    if textual and choose.maybe(3):
        item = choose.one(textual)
        return replace(state, evolve(item, keys=tuple(_collated(choose, state, key) for key in item.keys)))
    item = choose.one(found)
    what = choose.one(
        [
            "descending",
            "nulls",
            "options",
            "where",
            "include",
            "unique",
            "distinct",
            "all",
            "opclass",
            "moved",
            "statistics",
        ]
    )
    if what == "statistics":
        numbers = [number for number, key in enumerate(item.keys, 1) if isinstance(key.value, Expr)]
        plain = item.table.kind == "table" and not draw.table_of(state, item.table).partition_by
        if not numbers or not plain:
            return state
        targets = () if item.statistics else ((choose.one(numbers), choose.one([0, 500])),)
        return state.with_([evolve(item, statistics=targets)])
    if what in ("all", "moved"):
        tables = [table.ref for table in state.of(Table) if table.ref.schema == item.ref.schema]
        made = parts.index(choose, state, item.table if what == "all" else choose.one(tables), major)
        return replace(state, evolve(made[0], ref=item.ref, renamed=item.renamed)) if made else state
    if what == "where":
        stored = [
            part for part in draw.columns(state, item.table) if not (part.generated and not part.generated.stored)
        ]
        new = evolve(item, where=None if item.where else parts.condition(choose, state, choose.one(stored)))
        return replace(state, evolve(new, unique=False, nulls_not_distinct=False))
    if item.method == "btree":
        if what == "descending":
            return replace(
                state, evolve(item, keys=tuple(evolve(key, descending=not key.descending) for key in item.keys))
            )
        if what == "nulls":
            return replace(
                state, evolve(item, keys=tuple(evolve(key, nulls_first=not key.nulls_first) for key in item.keys))
            )
        if what == "include":
            taken = {key.value for key in item.keys}
            spare = [part.ref for part in draw.keyable(state, item.table) if part.ref not in taken]
            return state.with_([evolve(item, include=tuple(choose.some(spare, 0, 2)))])
        if what == "distinct" and item.unique and major >= 15:
            return state.with_([evolve(item, nulls_not_distinct=not item.nulls_not_distinct)])
        if what == "unique" and item.unique:
            return replace(state, evolve(item, unique=False, nulls_not_distinct=False))
    elif what == "opclass":
        return state.with_([evolve(item, keys=tuple(_tuned(key) for key in item.keys))])
    return state.with_([evolve(item, options=choose.one(parts.OPTIONS[item.method]))])


def _tuned(key: IndexKey) -> IndexKey:
    """Other parameters of the operator class."""
    return evolve(
        key, opclass_options=tuple((name, {"siglen": "64"}.get(name, "20")) for name, _ in key.opclass_options)
    )


def _textual(state: Schema, key: IndexKey) -> bool:
    column = state.get(key.value) if isinstance(key.value, Ref) else None
    return isinstance(column, Column) and str(column.type) in parts.TEXTS and not column.collation


def _collated(choose: Chooser, state: Schema, key: IndexKey) -> IndexKey:
    if not _textual(state, key):
        return key
    return evolve(
        key,
        opclass=choose.one([None, Ref("opclass", "pg_catalog", "text_pattern_ops")]),
        collation=choose.one([None, Ref("collation", "pg_catalog", "C")]),
    )


def change_exclusion(choose: Chooser, state: Schema, major: int) -> Schema:
    found = list(state.of(Exclusion))
    if not found:
        return state
    item = choose.one(found)
    what = choose.one(["deferrable", "deferred", "options", "where", "include", "operator", "method", "all"])
    if what in ("operator", "method") and item.method in ("gist", "spgist") and _ranged(state, item):
        if what == "method" and not item.include:
            other = "spgist" if item.method == "gist" else "gist"
            return state.with_([evolve(item, method=other, options=())])
        wanted = parts.EQUAL if item.keys[0].operator != parts.EQUAL else parts.OVERLAPS
        return state.with_([evolve(item, keys=(evolve(item.keys[0], operator=wanted), *item.keys[1:]))])
    if what == "all":
        made = parts.exclusion(choose, state, item.ref.table, major)
        return state.with_(
            evolve(part, ref=item.ref, renamed=item.renamed) if isinstance(part, Exclusion) else part for part in made
        )
    stored = [part for part in draw.columns(state, item.ref.table) if not part.generated]
    if what == "where":
        return state.with_(
            [evolve(item, where=None if item.where else parts.condition(choose, state, choose.one(stored)))]
        )
    if what == "include" and item.method in ("gist", "spgist", "btree"):
        spare = [part.ref for part in stored if part.ref not in {key.value for key in item.keys}]
        return state.with_([evolve(item, include=tuple(choose.some(spare, 0, 1)))])
    if what == "deferrable":
        return state.with_([evolve(item, deferrable=not item.deferrable, deferred=False)])
    if what == "deferred" and item.deferrable:
        return state.with_([evolve(item, deferred=not item.deferred)])
    return state.with_([evolve(item, options=choose.one(parts.OPTIONS[item.method]))])


def _ranged(state: Schema, item: Exclusion) -> bool:
    value = item.keys[0].value
    return isinstance(value, Ref) and draw.column_of(state, value).type.name.endswith("range")
