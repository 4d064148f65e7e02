"""Edit scripts: small changes to a schema, each of which keeps it valid and its rows fitting.

Drawing two unrelated schemas tests little but dropping and creating; a schema and a script reaches every ALTER.
"""

from collections.abc import Callable

from attrs import evolve

from mizzle.model.check import Check
from mizzle.model.column import Column, Generated, Identity
from mizzle.model.enum import Enum
from mizzle.model.expr import Expr
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.names import chosen
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.object import Object
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.rename import carry
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table
from mizzle.model.unique import Unique
from mizzle.testing import draw
from mizzle.testing.choose import Chooser
from mizzle.testing.kinds import KINDS

Edit = Callable[[Chooser, Schema, int], Schema]


def without(state: Schema, gone: Ref) -> Schema:
    """The schema without an object, its parts and whatever needs it."""
    drop, pending = {gone}, [gone]
    while pending:
        ref = pending.pop()
        for item in (*state.parts(ref), *state.users(ref)):
            if item.ref not in drop:
                drop.add(item.ref)
                pending.append(item.ref)
        item = state[ref]
        if isinstance(item, Key | Index):
            keyed = set(item.columns) if isinstance(item, Key) else {key.value for key in item.keys}
            for other in state.of(ForeignKey):
                if set(other.references) == keyed and other.ref not in drop:
                    drop.add(other.ref)
    return state.where(lambda item: item.ref not in drop)


def _pick(choose: Chooser, state: Schema, kind: type[Object]) -> Object | None:
    found = list(state.of(kind))
    return choose.one(found) if found else None


def add_table(choose: Chooser, state: Schema, major: int) -> Schema:
    return state.with_(draw.table(choose, state, major))


def drop_table(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    item = _pick(choose, state, Table)
    return without(state, item.ref) if item else state


def add_column(choose: Chooser, state: Schema, major: int) -> Schema:
    item = _pick(choose, state, Table)
    if not item:
        return state
    made = draw.column(choose, state, item.ref, major, 50)
    # A new NOT NULL column of a table with rows needs a default.
    return state.with_(
        evolve(part, not_null=False) if isinstance(part, Column) and part.not_null and not part.default else part
        for part in made
    )


def drop_column(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    found = [item for item in state.of(Column) if item.ref.part != "id"]
    return without(state, choose.one(found).ref) if found else state


def change_type(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """Only to types that all drawn values fit; what depends on the old type's operators goes first."""
    found = [
        item
        for item in state.of(Column)
        if str(item.type) in KINDS and KINDS[str(item.type)].becomes and not item.generated and not item.identity
        if not any(isinstance(part, Sequence) for part in state.parts(item.ref))
        if not any(name.startswith("toast.") for name, _ in getattr(state[item.ref.table], "options", ()))
    ]
    if not found:
        return state
    item = choose.one(found)
    target = choose.one(KINDS[str(item.type)].becomes)
    kept = state
    for user in state.users(item.ref):
        alike = isinstance(user, Key) and target in KINDS and KINDS[target].key
        if not alike and user.ref in kept:
            kept = without(kept, user.ref)
    for other in list(kept.of(ForeignKey)):
        if item.ref in (*other.columns, *other.references):
            kept = without(kept, other.ref)
    default = choose.one([None, *KINDS[target].defaults]) if target in KINDS else None
    collation = item.collation if target in ("text", "character varying") else None
    return kept.with_(
        [evolve(item, type=draw.to_type(target), default=Expr.of(default) if default else None, collation=collation)]
    )


def change_key_type(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """A key grows from integer to bigint together with those that reference it, or alone."""
    found = [
        item for item in state.of(Column) if item.type.name == "integer" and not item.type.array and not item.generated
    ]
    if not found:
        return state
    item = choose.one(found)
    together = choose.maybe()
    grown = {item.ref}
    if together:
        for key in state.of(ForeignKey):
            if item.ref in key.references:
                grown |= set(key.columns)
    out = []
    for ref in grown:
        column = state[ref]
        if isinstance(column, Column) and not column.generated and column.type.name == "integer":
            identity = column.identity and evolve(column.identity, counter=draw.counter(choose, "bigint"))
            out.append(evolve(column, type=draw.to_type("bigint"), identity=identity))
    return state.with_(out)


def change_default(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    found = [item for item in state.of(Column) if str(item.type) in KINDS and not item.generated and not item.identity]
    found = [item for item in found if not any(isinstance(part, Sequence) for part in state.parts(item.ref))]
    if not found:
        return state
    item = choose.one(found)
    text = choose.one([None, *KINDS[str(item.type)].defaults])
    return state.with_([evolve(item, default=Expr.of(text) if text else None)])


def change_not_null(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    found = [item for item in state.of(Column) if not item.identity and item.ref.part != "id"]
    keyed = {ref for key in state.of(PrimaryKey) for ref in key.columns}
    found = [item for item in found if item.ref not in keyed and (not item.generated or item.generated.stored)]
    item = choose.one(found) if found else None
    return state.with_([evolve(item, not_null=not item.not_null)]) if item else state


def change_collation(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    keyed = {ref for key in state.of(ForeignKey) for ref in (*key.columns, *key.references)}
    found = [
        item for item in state.of(Column) if item.type.name in ("text", "character varying") and not item.generated
    ]
    found = [
        item
        for item in found
        if item.ref not in keyed and not any(isinstance(user, Column) for user in state.users(item.ref))
    ]
    if not found:
        return state
    item = choose.one(found)
    other = None if item.collation else Ref("collation", "pg_catalog", "C")
    return state.with_([evolve(item, collation=other)])


def change_identity(choose: Chooser, state: Schema, major: int) -> Schema:
    """Between plain, identity and serial, in all directions."""
    found = [item for item in state.of(Column) if item.ref.part == "id" and item.type.name in ("integer", "bigint")]
    if not found:
        return state
    item = choose.one(found)
    sequences = [part for part in state.parts(item.ref) if isinstance(part, Sequence)]
    bare = evolve(item, identity=None, default=None)
    state = state.where(lambda other: other not in sequences).with_([bare])
    how = choose.one(["plain", "identity", "serial"])
    choose.note(f"to {how}")
    if how == "identity":
        return state.with_([evolve(bare, identity=Identity(choose.maybe(), draw.counter(choose, item.type.name)))])
    if how == "serial" and Ref("relation", item.ref.schema, chosen(f"{item.ref.name}_{item.ref.part}_seq")) not in {
        name for other in state.values() for name in other.names()
    }:
        table = state[item.ref.table]
        return state.with_(draw.serial(bare, unlogged=isinstance(table, Table) and table.unlogged and major >= 15))
    return state


def change_generated(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    found = [item for item in state.of(Column) if item.generated]
    if not found:
        return state
    item = choose.one(found)
    if not item.generated:
        return state
    if choose.maybe(3) and item.generated.stored:
        return state.with_([evolve(item, generated=None)])
    sources = [ref for ref in item.generated.expr.refs() if ref.kind == "column"]
    text = {"text": "lower({})"}.get(str(item.type), "{} + 5")
    return (
        state.with_([evolve(item, generated=Generated(draw.over(text, sources[0]), item.generated.stored))])
        if sources
        else state
    )


def add_part(draw_part: Callable[[Chooser, Schema, Ref, int], list[Object]]) -> Edit:
    def edit(choose: Chooser, state: Schema, major: int) -> Schema:
        item = _pick(choose, state, Table)
        return state.with_(draw_part(choose, state, item.ref, major)) if item else state

    return edit


def drop_part(kind: type[Object]) -> Edit:
    def edit(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
        item = _pick(choose, state, kind)
        return without(state, item.ref) if item else state

    return edit


def change_part(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """One fact of a constraint or index."""
    found = [item for item in state.values() if isinstance(item, Unique | Check | Index | ForeignKey)]
    if not found:
        return state
    item = choose.one(found)
    if isinstance(item, Unique):
        needed = any(set(key.references) == set(item.columns) for key in state.of(ForeignKey))
        if needed:
            return state.with_([evolve(item, options=() if item.options else (("fillfactor", "90"),))])
        return state.with_([evolve(item, deferrable=not item.deferrable, deferred=False)])
    if isinstance(item, Check):
        return state.with_(
            [evolve(item, validated=not item.validated)]
            if choose.maybe()
            else [evolve(item, no_inherit=not item.no_inherit)]
        )
    if isinstance(item, ForeignKey):
        what = choose.one(["action", "deferrable", "validated", "match"])
        if what == "action":
            return state.with_([evolve(item, on_delete=choose.one(draw.ACTIONS), set_columns=())])
        if what == "deferrable":
            return state.with_([evolve(item, deferrable=not item.deferrable, deferred=False)])
        if what == "match":
            return state.with_([evolve(item, match_full=not item.match_full)])
        return state.with_([evolve(item, validated=not item.validated)])
    if item.method == "btree" and choose.maybe():
        keys = tuple(evolve(key, descending=not key.descending) for key in item.keys)
        return state.with_([evolve(item, keys=keys)])
    options = {
        "btree": ("fillfactor", "60"),
        "hash": ("fillfactor", "60"),
        "gin": ("fastupdate", "off"),
        "gist": ("fillfactor", "60"),
        "brin": ("pages_per_range", "64"),
    }
    wanted = (options[item.method],)
    return state.with_([evolve(item, options=() if item.options == wanted else wanted)])


def change_comment(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    item = choose.one(list(state.values()))
    return state.with_([evolve(item, comment=choose.one([None, "other words", "q'q"]))])


def change_table(choose: Chooser, state: Schema, major: int) -> Schema:
    item = _pick(choose, state, Table)
    if not isinstance(item, Table):
        return state
    if choose.maybe() and not any(item.ref in (key.ref.table, key.target) for key in state.of(ForeignKey)):
        owned = [part for part in state.parts(item.ref) if isinstance(part, Sequence)] if major >= 15 else []
        flipped = [evolve(part, unlogged=not item.unlogged) for part in owned]
        return state.with_([evolve(item, unlogged=not item.unlogged), *flipped])
    return state.with_([evolve(item, options=choose.one([(), (("fillfactor", "50"),)]))])


def change_sequence(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    found = [item for item in state.of(Sequence) if not item.owned_by]
    if not found:
        return state
    item = choose.one(found)
    return state.with_([evolve(item, counter=draw.counter(choose, item.counter.type))])


def change_labels(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """Add, rename, reorder, remove; rows hold the first label alone, so that stays."""
    found = list(state.of(Enum))
    if not found:
        return state
    item = choose.one(found)
    labels = list(item.labels)
    what = choose.one(["add", "rename", "reorder", "remove"])
    choose.note(f"label {what}")
    if what == "add":
        labels.insert(
            choose.number(0, len(labels)),
            choose.one([word for word in ("plus", "n'w", "z") if word not in labels] or ["zz"]),
        )
        if len(set(labels)) < len(labels):
            return state
        return state.with_([evolve(item, labels=tuple(labels))])
    if what == "rename" and "renamed" not in labels and len(labels) > 1:
        old = labels[-1]
        labels[-1] = "renamed"
        return state.with_([evolve(item, labels=tuple(labels), renamed_labels=((old, "renamed"),))])
    if what == "reorder":
        return state.with_([evolve(item, labels=tuple(reversed(labels)))])
    if what == "remove" and len(labels) > 1:
        return state.with_([evolve(item, labels=tuple(labels[:-1]))])
    return state


def rename(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """A new name for a namespace, table, column, type, sequence, constraint or index, said by `renamed`."""
    found = [item for item in state.values() if item.ref != Ref("namespace", "", "public") and item.renamed is None]
    found = [item for item in found if not (isinstance(item, Sequence) and item.owned_by)]
    if not found:
        return state
    item = choose.one(found)
    choose.note(f"rename {item.kind}")
    inside = item.ref if isinstance(item, Column | Check | ForeignKey) else None
    name = draw.free(choose, state, item.kind, inside)
    new = item.ref._replace(part=name) if item.ref.part else item.ref._replace(name=name)
    moved = carry(state, {item.ref: new})
    return moved.with_([evolve(moved[new], renamed=item.ref.own)])


def add_namespace(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    return state.with_([Namespace(ref=namespace(draw.free(choose, state, "namespace")), comment=draw.comment(choose))])


def add_foreign_key(choose: Chooser, state: Schema, major: int) -> Schema:
    return state.with_(draw.foreign_key(choose, state, major))


def add_enum(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    return state.with_([draw.enum(choose, state)])


EDITS: dict[str, Edit] = {
    "add column": add_column,
    "drop column": drop_column,
    "add table": add_table,
    "drop table": drop_table,
    "change type": change_type,
    "change key type": change_key_type,
    "change default": change_default,
    "change not null": change_not_null,
    "change collation": change_collation,
    "change identity": change_identity,
    "change generated": change_generated,
    "add unique": add_part(draw.unique),
    "drop unique": drop_part(Unique),
    "add check": add_part(draw.check),
    "drop check": drop_part(Check),
    "add index": add_part(draw.index),
    "drop index": drop_part(Index),
    "add exclusion": add_part(draw.exclusion),
    "add foreign key": add_foreign_key,
    "drop foreign key": drop_part(ForeignKey),
    "change part": change_part,
    "change comment": change_comment,
    "change table": change_table,
    "change sequence": change_sequence,
    "change labels": change_labels,
    "rename": rename,
    "add namespace": add_namespace,
    "add enum": add_enum,
    "drop sequence": drop_part(Sequence),
    "drop primary key": drop_part(PrimaryKey),
}


def edited(choose: Chooser, state: Schema, major: int) -> Schema:
    """The schema after a drawn script of up to six edits."""
    for _ in range(choose.number(0, 6)):
        name = choose.one(list(EDITS))
        after = EDITS[name](choose, state, major)
        if after != state:
            choose.note(f"edit {name}")
        state = after
    return state
