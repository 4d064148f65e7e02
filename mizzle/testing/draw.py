"""Draw a schema: names → types → columns → keys → indexes → checks → foreign keys, each from what is there by then."""

from collections.abc import Iterator

from attrs import evolve

from mizzle.model.check import Check
from mizzle.model.column import Column, Generated, Identity
from mizzle.model.enum import Enum
from mizzle.model.exclusion import Exclusion
from mizzle.model.expr import Expr, Piece, Regclass
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index, IndexKey
from mizzle.model.names import chosen, literal
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.object import Object
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.sequence import Counter, Sequence
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.model.unique import Unique
from mizzle.testing.choose import Chooser
from mizzle.testing.kinds import KINDS

NAMES = ("a", "b", "users", "posts", "tags", "name", "kind", "total", "when", "x1", "parent")
HOSTILE = (
    'q"x',
    "select",
    "Aa",
    "first name",
    "%s",
    "{}",
    "a.b",
    "it's",
    "é" * 31,
    "n" * 63,
    "back\\slash",
    "$1",
    "line\nbreak",
)
ACTIONS = ("NO ACTION", "CASCADE", "SET NULL", "RESTRICT", "SET DEFAULT")


def schema(choose: Chooser, major: int) -> Schema:
    """A whole schema for a server of this major version."""
    state = Schema([Namespace(ref=namespace("public"))])
    for _ in range(choose.number(0, 1)):
        state = state.with_([Namespace(ref=namespace(free(choose, state, "namespace")))])
        choose.note("namespace")
    for _ in range(choose.number(0, 2)):
        state = state.with_([enum(choose, state)])
    for _ in range(choose.number(0, 1)):
        state = state.with_([sequence(choose, state)])
    for _ in range(choose.number(1, 3)):
        state = state.with_(table(choose, state, major))
    for _ in range(choose.number(0, 3)):
        state = state.with_(foreign_key(choose, state, major))
    return state


# ---- names


def free(choose: Chooser, state: Schema, kind: str, whole: Ref | None = None) -> str:
    """A name that is not taken where the object goes."""
    pool = [*NAMES, *HOSTILE] if choose.maybe(4) else list(NAMES)
    taken = {ref.part for ref in state if whole and ref[1:3] == whole[1:3]} if whole else _taken(state)
    start = choose.pick(len(pool))
    for place in range(len(pool)):
        name = pool[(start + place) % len(pool)]
        if name not in taken and not (kind == "namespace" and name.startswith("pg_")):
            return name
    number = 0
    while f"n{number}" in taken:
        number += 1
    return f"n{number}"


def _taken(state: Schema) -> set[str]:
    """Names of any namespace: one pool for all keeps the drawn schemas easy to read."""
    return (
        {ref.name for item in state.values() for ref in (item.ref, *item.names()) if ref.kind != "constraint"}
        | {ref.part for item in state.values() for ref in item.names() if ref.kind == "relation" and ref.part}
        | {ref.part for ref in state if ref.part}
    )


def place(choose: Chooser, state: Schema) -> str:
    return choose.one([item.ref.name for item in state.of(Namespace)])


# ---- objects


def enum(choose: Chooser, state: Schema) -> Enum:
    choose.note("enum")
    labels = choose.some(["ok", "it's", "new", "Old One", "x"], 1, 4)
    return Enum(
        ref=Ref("enum", place(choose, state), free(choose, state, "enum")),
        labels=tuple(labels),
        comment=comment(choose),
    )


def sequence(choose: Chooser, state: Schema) -> Sequence:
    choose.note("sequence")
    return Sequence(
        ref=Ref("sequence", place(choose, state), free(choose, state, "sequence")),
        counter=counter(choose),
        comment=comment(choose),
    )


def counter(choose: Chooser, kind: str | None = None) -> Counter:
    return Counter.make(
        kind or choose.one(["bigint", "integer", "smallint"]),
        increment=choose.one([1, 2, 10]),
        start=choose.one([None, 5, 100]),
        cache=choose.one([1, 20]),
        cycle=choose.maybe(3),
    )


def comment(choose: Chooser) -> str | None:
    if not choose.maybe(6):
        return None
    choose.note("comment")
    return choose.one(["words", "it's a\nlong \\ story", "é"])


def table(choose: Chooser, state: Schema, major: int) -> list[Object]:
    choose.note("table")
    ref = Ref("table", place(choose, state), free(choose, state, "table"))
    whole = Table(
        ref=ref,
        unlogged=choose.maybe(12),
        options=choose.one([(), (), (("fillfactor", "70"),), (("autovacuum_enabled", "false"),)]),
        comment=comment(choose),
    )
    objects: list[Object] = [whole]
    key = Column(
        ref=Ref("column", ref.schema, ref.name, "id"),
        type=Type(choose.one(["integer", "bigint", "uuid", "text"])),
        not_null=True,
    )
    if key.type.name == "text" and choose.maybe(3):  # other tables may have no TOAST table, and then no such options
        objects = [evolve(whole, options=(("autovacuum_enabled", "false"), ("toast.autovacuum_enabled", "false")))]
    if key.type.name in ("integer", "bigint"):
        objects.extend(_counted(choose, key, unlogged=whole.unlogged and major >= 15))
    else:
        objects.append(key)
    objects.append(
        PrimaryKey(ref=Ref("primary_key", ref.schema, ref.name, chosen(f"{ref.name}_pkey")), columns=(key.ref,))
    )
    for number in range(choose.number(1, 4)):
        objects.extend(column(choose, state.with_(objects), ref, major, number + 1))
    for draw in (unique, check, index, exclusion):
        for _ in range(choose.number(0, 2)):
            objects.extend(draw(choose, state.with_(objects), ref, major))
    return objects


def _counted(choose: Chooser, key: Column, *, unlogged: bool) -> Iterator[Object]:
    """A key that counts: plain, identity, or serial."""
    how = choose.one(["plain", "identity", "serial"])
    choose.note(how)
    if how == "identity":
        yield evolve(key, identity=Identity(choose.maybe(), counter(choose, key.type.name)))
    elif how == "serial":
        yield from serial(key, unlogged=unlogged)
    else:
        yield key


def serial(key: Column, *, unlogged: bool = False) -> Iterator[Object]:
    made = Sequence(
        ref=Ref("sequence", key.ref.schema, chosen(f"{key.ref.name}_{key.ref.part}_seq")),
        counter=Counter.make(key.type.name),
        owned_by=key.ref,
        unlogged=unlogged,
    )
    yield made
    yield evolve(key, default=Expr(("nextval(", Regclass(made.ref), "::regclass)")))


def column(choose: Chooser, state: Schema, ref: Ref, major: int, position: int) -> list[Object]:
    """A new column, of a plain type, an enum or an array of one, perhaps generated."""
    choose.note("column")
    own = Ref("column", ref.schema, ref.name, free(choose, state, "column", ref))
    enums = list(state.of(Enum))
    if enums and choose.maybe(4):
        made = choose.one(enums)
        array = choose.maybe(4)
        kind = Type("", Ref("type", made.ref.schema, made.ref.name), array)
        label: tuple[Piece, ...] = (literal(made.labels[0]), "::", kind.ref) if kind.ref else ()
        default = Expr(("ARRAY[", *label, "]") if array else label) if choose.maybe(3) else None
        choose.note("enum column")
        return [Column(ref=own, type=kind, default=default, position=position, comment=comment(choose))]
    known = [kind for kind in KINDS.values() if kind.version <= major]
    chosen_kind = choose.one(known)
    choose.note(f"type {chosen_kind.name}")
    made_type = to_type(chosen_kind.name)
    sources = [item for item in columns(state, ref) if not item.generated and str(item.type) == chosen_kind.name]
    if chosen_kind.generated and sources and choose.maybe(3):
        choose.note("generated")
        stored = major < 18 or choose.maybe()
        return [
            Column(
                ref=own,
                type=made_type,
                generated=Generated(over(chosen_kind.generated, choose.one(sources).ref), stored),
                position=position,
            )
        ]
    text = choose.one([None, *chosen_kind.defaults])
    collation = None
    if chosen_kind.name in ("text", "character varying") and choose.maybe(6):
        choose.note("collation")
        collation = Ref("collation", "pg_catalog", choose.one(["C", "POSIX"]))
    return [
        Column(
            ref=own,
            type=made_type,
            not_null=choose.maybe(3),
            default=Expr.of(text) if text else None,
            collation=collation,
            position=position,
            comment=comment(choose),
        )
    ]


def to_type(name: str) -> Type:
    return Type(name.removesuffix("[]"), None, name.endswith("[]"))


def columns(state: Schema, table: Ref) -> list[Column]:
    return [item for item in state.parts(table) if isinstance(item, Column)]


def keyable(state: Schema, table: Ref) -> list[Column]:
    """Columns that a btree takes."""
    return [
        item
        for item in columns(state, table)
        if (item.type.ref and not item.type.array) or (str(item.type) in KINDS and KINDS[str(item.type)].key)
        if not (item.generated and not item.generated.stored)
    ]


def over(template: str, ref: Ref) -> Expr:
    """An expression over a column, with {} where it goes and braces doubled."""
    pieces: list[Piece] = []
    for number, text in enumerate(template.split("{}")):
        if number:
            pieces.append(ref)
        pieces.append(text.replace("{{", "{").replace("}}", "}"))
    return Expr(tuple(piece for piece in pieces if piece != ""))


def unique(choose: Chooser, state: Schema, ref: Ref, major: int) -> list[Object]:
    found = [item for item in keyable(state, ref) if not item.type.ref]  # rows share their labels
    if not found:
        return []
    choose.note("unique")
    own = Ref("unique", ref.schema, ref.name, free(choose, state, "unique"))
    deferrable = choose.maybe(6)
    picked = choose.some(found, 1, 2)
    rest = [item.ref for item in found if item not in picked]
    return [
        Unique(
            ref=own,
            columns=tuple(item.ref for item in picked),
            include=tuple(rest[:1]) if choose.maybe(6) else (),
            nulls_not_distinct=major >= 15 and choose.maybe(5),
            deferrable=deferrable,
            deferred=deferrable and choose.maybe(),
            options=(("fillfactor", "80"),) if choose.maybe(8) else (),
            comment=comment(choose),
        )
    ]


def check(choose: Chooser, state: Schema, ref: Ref, major: int) -> list[Object]:  # noqa: ARG001
    found = [item for item in columns(state, ref) if str(item.type) in KINDS]
    if not found:
        return []
    choose.note("check")
    item = choose.one(found)
    return [
        Check(
            ref=Ref("check", ref.schema, ref.name, free(choose, state, "check")),
            expr=over(KINDS[str(item.type)].check, item.ref),
            no_inherit=choose.maybe(6),
            validated=not choose.maybe(8),
            comment=comment(choose),
        )
    ]


def index(choose: Chooser, state: Schema, ref: Ref, major: int) -> list[Object]:
    found = keyable(state, ref)
    if not found:
        return []
    choose.note("index")
    own = Ref("index", ref.schema, free(choose, state, "index"))
    method = choose.one(["btree", "btree", "hash", "brin", "gin", "gist"])
    arrays = [item for item in columns(state, ref) if item.type.array and not item.type.ref]
    ranges = [item for item in columns(state, ref) if item.type.name.endswith("range")]
    if method == "gin" and arrays:
        return [
            Index(
                ref=own,
                table=ref,
                keys=(IndexKey(value=choose.one(arrays).ref),),
                method="gin",
                options=(("fastupdate", "off"),) if choose.maybe() else (),
            )
        ]
    if method == "gist" and ranges and "multirange" not in ranges[0].type.name:
        return [Index(ref=own, table=ref, keys=(IndexKey(value=ranges[0].ref),), method="gist")]
    plain = [
        item
        for item in found
        if str(item.type) in ("integer", "text", "bigint", "date", "character varying(40)", "uuid")
    ]
    if method == "hash" and plain:
        return [Index(ref=own, table=ref, keys=(IndexKey(value=plain[0].ref),), method="hash")]
    if method == "brin" and plain:
        return [
            Index(
                ref=own,
                table=ref,
                keys=(IndexKey(value=plain[0].ref),),
                method="brin",
                options=(("pages_per_range", "16"),),
            )
        ]
    picked = choose.some(found, 1, 2)
    rest = [item.ref for item in found if item not in picked]
    keys = tuple(index_key(choose, item) for item in picked)
    only = all(isinstance(key.value, Ref) for key in keys)
    where = None
    if choose.maybe(3):
        choose.note("partial index")
        conditions = [
            item
            for item in columns(state, ref)
            if str(item.type) in KINDS and not (item.generated and not item.generated.stored)
        ]
        where = over(KINDS[str(conditions[0].type)].check, conditions[0].ref) if conditions else None
    is_unique = only and where is None and not any(item.type.ref for item in picked) and choose.maybe(4)
    return [
        Index(
            ref=own,
            table=ref,
            keys=keys,
            unique=is_unique,
            nulls_not_distinct=is_unique and major >= 15 and choose.maybe(3),
            include=tuple(rest[:1]) if choose.maybe(6) else (),
            where=where,
            options=choose.one([(), (), (("fillfactor", "70"),)]),
            comment=comment(choose),
        )
    ]


def index_key(choose: Chooser, item: Column) -> IndexKey:
    descending = choose.maybe(3)
    textual = str(item.type) in ("text", "character varying", "character varying(40)")
    value: Ref | Expr = item.ref
    if textual and choose.maybe(3):
        choose.note("expression index")
        value = over("lower({})", item.ref)
    return IndexKey(
        value=value,
        descending=descending,
        nulls_first=descending != choose.maybe(4),
        opclass=Ref("opclass", "pg_catalog", "text_pattern_ops") if textual and choose.maybe(4) else None,
        collation=Ref("collation", "pg_catalog", "C") if textual and choose.maybe(6) else None,
    )


def exclusion(choose: Chooser, state: Schema, ref: Ref, major: int) -> list[Object]:  # noqa: ARG001
    found = [item for item in columns(state, ref) if item.type.name in ("int4range", "tstzrange") and not item.default]
    if not found:
        return []
    choose.note("exclusion")
    return [
        Exclusion(
            ref=Ref("exclusion", ref.schema, ref.name, free(choose, state, "exclusion")),
            keys=(IndexKey(value=choose.one(found).ref, operator=Ref("operator", "pg_catalog", "&&")),),
            deferrable=choose.maybe(4),
        )
    ]


def foreign_key(choose: Chooser, state: Schema, major: int) -> list[Object]:
    """A foreign key from a column to a key of the same type, in whatever table: itself, another, a cycle."""
    keys = [
        item
        for item in state.values()
        if isinstance(item, Key) and len(item.columns) == 1 and not item.deferrable and _stored(state, item.columns[0])
    ]
    found = [
        (column, key)
        for key in keys
        for column in state.of(Column)
        if column.type == _column(state, key.columns[0]).type
        and not column.generated
        and column.collation is None
        and _column(state, key.columns[0]).collation is None
        and _table(state, column.ref.table).unlogged == _table(state, key.ref.table).unlogged
    ]
    if not found:
        return []
    choose.note("foreign_key")
    here, key = choose.one(found)
    deferrable = choose.maybe(4)
    on_delete = choose.one(ACTIONS)
    return [
        ForeignKey(
            ref=Ref("foreign_key", here.ref.schema, here.ref.name, free(choose, state, "foreign_key")),
            columns=(here.ref,),
            references=key.columns,
            on_delete=on_delete,
            on_update=choose.one(ACTIONS),
            set_columns=(here.ref,) if on_delete.startswith("SET") and major >= 15 and choose.maybe(3) else (),
            match_full=choose.maybe(6),
            deferrable=deferrable,
            deferred=deferrable and choose.maybe(),
            validated=not choose.maybe(8),
            comment=comment(choose),
        )
    ]


def _stored(state: Schema, ref: Ref) -> bool:
    return not _column(state, ref).generated


def _column(state: Schema, ref: Ref) -> Column:
    found = state[ref]
    assert isinstance(found, Column)  # noqa: S101
    return found


def _table(state: Schema, ref: Ref) -> Table:
    found = state[ref]
    assert isinstance(found, Table)  # noqa: S101
    return found
