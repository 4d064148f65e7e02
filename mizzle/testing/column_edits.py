"""Edits of columns: types, defaults, NOT NULL, collations, and where the values come from."""

from attrs import evolve

from mizzle.model.column import Column, Generated, Identity
from mizzle.model.enum import Enum
from mizzle.model.expr import Expr
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.testing import draw, repair
from mizzle.testing.choose import Chooser
from mizzle.testing.cut import freed
from mizzle.testing.kinds import KINDS, kind_of


def _serial(state: Schema, item: Column) -> bool:
    return any(isinstance(part, Sequence) for part in state.parts(item.ref))


def change_type(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """Only to types that all drawn values fit; what depends on the old type's operators goes first."""
    found = [
        item
        for item in state.of(Column)
        if (kind := kind_of(item.type)) and kind.becomes and not item.generated and not item.identity
        if not _serial(state, item)
        if item.ref not in repair.partition_keys(state)
        if not any(name.startswith("toast.") for name, _ in draw.table_of(state, item.ref.table).options)
    ]
    if not found:
        return state
    item = choose.one(found)
    kind = kind_of(item.type)
    target = choose.one(kind.becomes if kind else ())
    kept = freed(state, item, keys=target in KINDS and KINDS[target].key)
    default = choose.one([None, *KINDS[target].defaults]) if target in KINDS else None
    collation = item.collation if target in ("text", "character varying") else None
    made = draw.to_type(target, state)
    return kept.with_([evolve(item, type=made, default=Expr.of(default) if default else None, collation=collation)])


def change_to_text(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """Between an enum and text, with the rows in it."""
    found = [item for item in state.of(Column) if not item.generated and isinstance(_enum(state, item), Enum)]
    if not found:
        return state
    item = choose.one(found)
    kept = freed(state, item)
    return kept.with_([evolve(item, type=Type("text", None, item.type.array), default=None)])


def _enum(state: Schema, item: Column) -> Enum | None:
    made = state.find(item.type.ref) if item.type.ref else None
    return made if isinstance(made, Enum) else None


def change_key_type(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """A key grows from integer to bigint together with those that reference it, or alone."""
    keyed = repair.partition_keys(state)
    found = [item for item in state.of(Column) if item.type == Type("integer") and not item.generated]
    found = [item for item in found if item.ref not in keyed]
    if not found:
        return state
    item = choose.one(found)
    together = choose.maybe()
    grown = {item.ref}
    if together:
        for key in state.of(ForeignKey):
            grown |= {here for here, there in zip(key.columns, key.references, strict=True) if there == item.ref}
    out = []
    for ref in sorted(grown):
        column = state[ref]
        if isinstance(column, Column) and not column.generated and column.type.name == "integer" and ref not in keyed:
            identity = column.identity and evolve(column.identity, counter=draw.counter(choose, "bigint"))
            out.append(evolve(column, type=Type("bigint"), identity=identity))
    if any(key.opclass for index in state.of(Index) for key in index.keys if key.value in grown):
        return state
    return state.with_(out)


def change_attributes(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """How the values of a column are kept and counted."""
    found = [
        item
        for item in state.of(Column)
        if not (item.generated and not item.generated.stored) and not draw.table_of(state, item.ref.table).server
    ]
    if not found:
        return state
    item = choose.one(found)
    match choose.one(
        ["statistics", "options", *(["storage", "compression"] if item.type.name in repair.TOASTED else [])]
    ):
        case "statistics":
            made = evolve(item, statistics=choose.one([None, 0, 500]))
        case "options":
            made = evolve(item, options=choose.one([(), (("n_distinct", "5"),), (("n_distinct_inherited", "-0.5"),)]))
        case "storage":
            made = evolve(item, storage=choose.one([None, "external", "main"]))
        case _:
            made = evolve(item, compression=choose.one([None, "pglz"]))
    return state.with_([made])


def change_default(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    found = [item for item in state.of(Column) if not item.generated and not item.identity and not _serial(state, item)]
    if not found:
        return state
    item = choose.one(found)
    if made := _enum(state, item):
        one = draw.label(made, choose.one(made.labels))
        expr = Expr(("ARRAY[", *one, "]") if item.type.array else one)
        return state.with_([evolve(item, default=None if item.default else expr)])
    kind = kind_of(item.type)
    text = choose.one([None, *(kind.defaults if kind else ())])
    return state.with_([evolve(item, default=Expr.of(text) if text else None)])


def change_not_null(choose: Chooser, state: Schema, major: int) -> Schema:
    found = [item for item in state.of(Column) if not item.identity]
    keyed = {ref for key in state.of(PrimaryKey) for ref in key.columns}
    found = [item for item in found if item.ref not in keyed and not _serial(state, item)]
    found = [item for item in found if not item.generated or item.generated.stored]
    item = choose.one(found) if found else None
    if not item:
        return state
    if major >= 18 and not item.generated and not item.not_null_not_valid and choose.maybe(4):
        choose.note("NOT NULL NOT VALID")
        return state.with_([evolve(item, not_null=False, not_null_not_valid=True)])
    return state.with_([evolve(item, not_null=not item.not_null, not_null_not_valid=False)])


def name_not_null(choose: Chooser, state: Schema, major: int) -> Schema:
    """Another name for a NOT NULL, or the usual one."""
    found = [item for item in state.of(Column) if item.refuses_null and not item.inherited]
    if not found or major < 18:
        return state
    item = choose.one(found)
    called = draw.not_null_name(choose, state, item.ref.table) if choose.maybe() else None
    return state.with_([evolve(item, not_null_name=called)])


def change_collation(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    keyed = {ref for key in state.of(ForeignKey) for ref in (*key.columns, *key.references)}
    keyed |= repair.partition_keys(state)
    found = [
        item
        for item in state.of(Column)
        if item.type.name in ("text", "character varying") and not item.type.array and not item.generated
        if item.ref not in keyed
        and not any(key.collation for index in state.of(Index) for key in index.keys if key.value == item.ref)
    ]
    if not found:
        return state
    item = choose.one(found)
    other = choose.one([None, Ref("collation", "pg_catalog", "C"), Ref("collation", "pg_catalog", "POSIX")])
    return state.with_([evolve(item, collation=other)])


def change_identity(choose: Chooser, state: Schema, major: int) -> Schema:
    """Between plain, identity and serial, in all directions; or an identity's own facts."""
    found = [item for item in state.of(Column) if item.type in (Type("integer"), Type("bigint"), Type("smallint"))]
    found = [item for item in found if item.not_null and not item.generated and item.ref.part == "id"]
    if not found:
        return state
    item = choose.one(found)
    if item.identity and choose.maybe():
        choose.note("identity facts")
        counter = choose.one([item.identity.counter, draw.counter(choose, item.type.name)])
        sequence = choose.one([item.identity.sequence, "other_counts", "users_id_seq"])
        if sequence and not draw.untaken(state, Ref("sequence", item.ref.schema, sequence)):
            sequence = item.identity.sequence
        return state.with_([evolve(item, identity=Identity(not item.identity.always, counter, sequence))])
    bare = evolve(item, identity=None, default=None)
    state = uncounted(state, item).with_([bare])
    how = choose.one(["plain", "identity", "serial"])
    choose.note(f"to {how}")
    if how == "identity":
        return state.with_([evolve(bare, identity=draw.identity(choose, item))])
    if how == "serial" and draw.untaken(state, draw.serial_sequence(bare)):
        table = state[item.ref.table]
        return state.with_(draw.serial(bare, unlogged=isinstance(table, Table) and table.unlogged and major >= 15))
    return state


def uncounted(state: Schema, item: Column) -> Schema:
    """The schema without the sequences of a column, also for whoever else counts with them: what has left it as its parent."""
    gone = {part.ref for part in state.parts(item.ref) if isinstance(part, Sequence)}
    users = [user for ref in gone for user in state.users(ref) if isinstance(user, Column)]
    return state.where(lambda other: other.ref not in gone).with_(evolve(user, default=None) for user in users)


def change_generated(choose: Chooser, state: Schema, major: int) -> Schema:
    """Another expression, STORED or VIRTUAL, or plain."""
    found = [item for item in state.of(Column) if item.generated]
    if not found:
        return state
    item = choose.one(found)
    if not item.generated:
        return state
    choose_stored = item.generated.stored
    what = choose.one(["expr", "plain", "stored", "anew"])
    if what == "plain" and item.generated.stored:
        return state.with_([evolve(item, generated=None)])
    sources = [ref for ref in item.generated.expr.refs() if ref.kind == "column"]
    if what == "stored" and major >= 18 and not any(draw.column_of(state, ref).type.ref for ref in sources):
        stands = [user for user in state.users(item.ref) if not isinstance(user, Column)]
        if choose_stored and (stands or item.not_null):
            return state
        return state.with_([evolve(item, generated=Generated(item.generated.expr, not choose_stored))])
    if what == "anew" and choose_stored:
        other = draw.computed(choose, state, item.ref, 17, item.position)
        return freed(state, item).with_([evolve(item, type=other.type, generated=other.generated, collation=None)])
    text = {"text": "lower({})", "integer": "num_nonnulls({})", "bigint": "{} + 5"}.get(str(item.type))
    if not text or not sources:
        return state
    if str(item.type) == "bigint" and draw.column_of(state, sources[0]).type != Type("bigint"):
        return state
    return state.with_([evolve(item, generated=Generated(draw.over(text, sources[0]), choose_stored))])


def make_generated(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """A plain column becomes a generated one: its values are computed anew."""
    keyed = {ref for key in state.of(ForeignKey) for ref in (*key.columns, *key.references)}
    found = [
        item
        for item in state.of(Column)
        if item.ref.part != "id" and not item.generated and item.ref not in keyed
        if not any(isinstance(user, Column | PrimaryKey) for user in state.users(item.ref))
        if not draw.table_of(state, item.ref.table).of_type  # whose columns cannot be made anew
    ]
    if not found:
        return state
    item = choose.one(found)
    bare = state.where(lambda other: other.ref != item.ref)
    if not draw.columns(bare, item.ref.table):
        return state
    other = draw.computed(choose, bare, item.ref, 17, item.position)
    kept = freed(state, item)
    return kept.with_([evolve(other, comment=item.comment)])


def swap_columns(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """Two columns exchange all they are; nothing says that it was a rename."""
    found = [
        (one, other)
        for table in state.of(Table)
        for one in draw.keyable(state, table.ref)
        for other in draw.keyable(state, table.ref)
        if one.ref < other.ref and not state.users(one.ref) and not state.users(other.ref)
        if "id" not in (one.ref.part, other.ref.part)
    ]
    found = [pair for pair in found if not any(item.generated or item.identity or _extended(item) for item in pair)]
    if not found:
        return state
    one, other = choose.one(found)
    return state.with_([evolve(other, ref=one.ref), evolve(one, ref=other.ref)])


def _extended(item: Column) -> bool:
    kind = kind_of(item.type)
    return bool(kind and kind.extension)
