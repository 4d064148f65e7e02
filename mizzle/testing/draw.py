"""Draw names, types, columns and what stands beside tables, each from what is there by then."""

from collections.abc import Iterator

from attrs import evolve

from mizzle.model.column import Column, Generated, Identity
from mizzle.model.composite import Composite
from mizzle.model.enum import Enum
from mizzle.model.expr import Expr, Piece, Regclass
from mizzle.model.extension import Extension
from mizzle.model.names import chosen, literal
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.sequence import Counter, Sequence
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.testing.choose import Chooser
from mizzle.testing.kinds import KINDS, kind_of

NAMES = ("a", "b", "users", "posts", "tags", "name", "kind", "total", "when", "x1", "parent", "users_id_seq", "a_pkey")
LABELS = ("ok", "it's", "new", "Old One", "x", "back\\slash", "ü", "ok2")
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
OPTIONS = (
    (),
    (),
    (("fillfactor", "70"),),
    (("autovacuum_enabled", "false"),),
    (("autovacuum_vacuum_scale_factor", "0.5"), ("fillfactor", "90")),
)
TOAST = (("autovacuum_enabled", "false"), ("toast.autovacuum_enabled", "false"))


# ---- names


def free(choose: Chooser, state: Schema, kind: str, where: Ref | None = None) -> str:
    """A name that is not taken where the object goes: in a namespace, or in a table."""
    pool = [*NAMES, *HOSTILE] if choose.maybe(4) else list(NAMES)
    taken = _taken(state, kind, where)
    start = choose.pick(len(pool))
    for number in range(len(pool)):
        name = pool[(start + number) % len(pool)]
        if name not in taken and not (kind == "namespace" and name.startswith("pg_")):
            return name
    return next(name for name in (f"n{number}" for number in range(1000)) if name not in taken)


def _taken(state: Schema, kind: str, where: Ref | None) -> set[str]:
    if where is None:
        return {item.ref.name for item in state.of(Namespace)}
    if kind == "column":
        return {ref.part for ref in state if ref.kind == "column" and ref[1:3] == where[1:3]}
    names = [name for item in state.values() for name in (item.ref, *item.names())]
    constraints = {name.part for name in names if name.kind == "constraint" and name[1:3] == where[1:3] and where.name}
    constraints |= {item.not_null_name or "" for item in state.of(Column) if item.ref[1:3] == where[1:3] and where.name}
    relations = {name.name for name in names if name.kind == "relation" and name.schema == where.schema}
    types = {name.name for name in names if name.kind == "type" and name.schema == where.schema}
    alike = {ref.own for ref in state if ref.kind == kind and ref.schema == where.schema}
    if kind in ("check", "foreign_key"):
        return constraints
    if kind in (
        "enum",
        "domain",
        "range",
    ):  # CREATE SEQUENCE does not take the name of a type, though a sequence has none of its own
        return types | {ref.name for ref in state if ref.kind == "sequence" and ref.schema == where.schema}
    if kind in ("table", "sequence", "view", "materialized_view", "composite"):
        return relations | constraints | types
    return relations | constraints | alike


def place(choose: Chooser, state: Schema) -> str:
    return choose.one([item.ref.name for item in state.of(Namespace)])


def home(choose: Chooser, state: Schema, kind: str) -> Ref:
    """A ref for what has a name like a table, which no type has either."""
    where = place(choose, state)
    return Ref(kind, where, free(choose, state, "table", Ref("namespace", where, "")))


def some_table(choose: Chooser, state: Schema) -> Table | None:
    """A table that a query can read, with a column that is not generated."""
    plain = {item.ref.table for item in state.of(Column) if not item.generated}
    found = [item for item in state.of(Table) if not item.server and item.ref in plain]
    return choose.one(found) if found else None


# ---- objects


def space(choose: Chooser, state: Schema) -> Namespace:
    choose.note("namespace")
    return Namespace(ref=namespace(free(choose, state, "namespace")), comment=comment(choose))


def extension(choose: Chooser, state: Schema) -> list[Object]:
    """One that the server has, where it brings types; its objects stand in whatever namespace."""
    there = {item.ref.name for item in state.of(Extension)}
    found = [name for name in choose.extensions if name not in there]
    if not found:
        return []
    choose.note("extension")
    name = choose.one(found)
    version = "1.4" if name == "citext" and choose.maybe() else None
    target = place(choose, state)
    return [Extension(ref=Ref("extension", "", name), target=target, version=version, comment=comment(choose))]


def enum(choose: Chooser, state: Schema) -> Enum:
    choose.note("enum")
    where = place(choose, state)
    return Enum(
        ref=Ref("enum", where, free(choose, state, "enum", Ref("namespace", where, ""))),
        labels=tuple(choose.some(LABELS, 1, 4)),
        comment=comment(choose),
    )


def sequence(choose: Chooser, state: Schema, major: int) -> Sequence:
    choose.note("sequence")
    where = place(choose, state)
    return Sequence(
        ref=Ref("sequence", where, free(choose, state, "sequence", Ref("namespace", where, ""))),
        counter=counter(choose),
        unlogged=major >= 15 and choose.maybe(4),
        comment=comment(choose),
    )


def counter(choose: Chooser, kind: str | None = None) -> Counter:
    """How a sequence counts: up or down, with bounds of its own or the type's."""
    kind = kind or choose.one(["bigint", "integer", "smallint"])
    if choose.maybe(8):
        choose.note("counting down")
        return Counter.make(kind, increment=-1, minimum=choose.one([None, -1000]), maximum=choose.one([None, 500]))
    return Counter.make(
        kind,
        increment=choose.one([1, 2, 10]),
        start=choose.one([None, 5, 100]),
        minimum=choose.one([None, None, 2]),
        maximum=choose.one([None, None, 30000]),
        cache=choose.one([1, 20]),
        cycle=choose.maybe(3),
    )


def comment(choose: Chooser) -> str | None:
    if not choose.maybe(6):
        return None
    choose.note("comment")
    return choose.one(["words", "it's a\nlong \\ story", "é"])


def counted(choose: Chooser, state: Schema, key: Column, *, unlogged: bool) -> Iterator[Object]:
    """A key that counts: plain, identity, or serial."""
    how = choose.one(["plain", "identity", "serial"])
    choose.note(how)
    if how == "identity":
        yield evolve(key, identity=identity(choose, key))
    elif how == "serial" and untaken(state, serial_sequence(key)):
        yield from serial(key, unlogged=unlogged)
    else:
        yield key


def identity(choose: Chooser, key: Column) -> Identity:
    sequence = f"{key.ref.name.encode()[:40].decode(errors='ignore')}_counts" if choose.maybe(6) else None
    return Identity(choose.maybe(), counter(choose, key.type.name), sequence)


def serial(key: Column, *, unlogged: bool = False) -> list[Object]:
    """The column with the sequence that it counts with."""
    made = Sequence(
        ref=serial_sequence(key),
        counter=Counter.make(key.type.name),
        owned_by=key.ref,
        unlogged=unlogged,
    )
    return [made, evolve(key, default=Expr(("nextval(", Regclass(made.ref), "::regclass)")))]


def serial_sequence(key: Column) -> Ref:
    return Ref("sequence", key.ref.schema, chosen(f"{key.ref.name}_{key.ref.part}_seq"))


def untaken(state: Schema, ref: Ref) -> bool:
    """Whether no relation has the name, and no type."""
    return not any(state.find(Ref(kind, ref.schema, ref.name)) for kind in ("relation", "type"))


def column(choose: Chooser, state: Schema, ref: Ref, major: int, position: int) -> list[Object]:
    """A new column, of a plain type, an enum or an array of one, perhaps generated."""
    choose.note("column")
    own = Ref("column", ref.schema, ref.name, free(choose, state, "column", ref))
    if choose.maybe(8):
        return [computed(choose, state, own, major, position)]
    enums = list(state.of(Enum))
    if enums and choose.maybe(3):
        return [labelled(choose, choose.one(enums), own, position)]
    installed = {item.ref.name: item.target for item in state.of(Extension)}
    own_kinds = [kind for kind in KINDS.values() if kind.extension in installed]
    usable = [kind for kind in KINDS.values() if kind.version <= major and not kind.extension]
    kind = choose.one(own_kinds if own_kinds and choose.maybe(3) else usable)
    choose.note(f"type {kind.name}")
    text = choose.one([None, *kind.defaults])
    collation = None
    if kind.name in ("text", "character varying") and choose.maybe(6):
        choose.note("collation")
        collation = Ref("collation", "pg_catalog", choose.one(["C", "POSIX"]))
    required = choose.maybe(3)
    return [
        Column(
            ref=own,
            type=to_type(kind.name, state),
            not_null=required,
            not_null_name=not_null_name(choose, state, ref) if required and major >= 18 and choose.maybe(4) else None,
            default=Expr.of(text) if text else None,
            collation=collation,
            position=position,
            comment=comment(choose),
        )
    ]


def not_null_name(choose: Chooser, state: Schema, table: Ref) -> str:
    choose.note("named not null")
    return free(choose, state, "check", table)


def labelled(choose: Chooser, made: Enum, own: Ref, position: int) -> Column:
    """A column of an enum or of an array of it."""
    choose.note("enum column")
    array = choose.maybe(3)
    default = None
    if choose.maybe():
        one = label(made, choose.one(made.labels))
        default = Expr(("ARRAY[", *one, "]") if array else one)
    return Column(
        ref=own,
        type=Type("", Ref("type", made.ref.schema, made.ref.name), array),
        default=default,
        not_null=choose.maybe(4),
        position=position,
        comment=comment(choose),
    )


def label(made: Enum, text: str) -> tuple[Piece, ...]:
    """A label as an expression, in pieces, so that an edit of the enum finds it."""
    return (literal(text), "::", Ref("type", made.ref.schema, made.ref.name))


def computed(choose: Chooser, state: Schema, own: Ref, major: int, position: int) -> Column:
    """A generated column over whatever other column there is."""
    sources = [item for item in columns(state, own.table) if not item.generated]
    source = choose.one(sources)
    choose.note("generated")
    kind = kind_of(source.type)
    made = state.find(source.type.ref) if source.type.ref else None
    if kind and kind.generated and choose.maybe():
        type_, expr = source.type, over(kind.generated, source.ref)
    elif isinstance(made, Enum) and not source.type.array:
        type_, expr = Type("boolean"), Expr((source.ref, " = ", *label(made, made.labels[0])))
    else:
        type_, expr = (
            Type("integer"),
            over(choose.one(["num_nulls({})", "CASE WHEN {} IS NULL THEN 0 ELSE 1 END"]), source.ref),
        )
    stored = major < 18 or choose.maybe() or bool(source.type.ref)  # VIRTUAL takes no types of users' own
    choose.note("generated stored" if stored else "generated virtual")
    return Column(ref=own, type=type_, generated=Generated(expr, stored), position=position, comment=comment(choose))


def to_type(name: str, state: Schema) -> Type:
    """The type of a drawn kind; one of an extension stands in the extension's namespace."""
    bare, array = name.removesuffix("[]"), name.endswith("[]")
    kind = KINDS.get(name)
    if kind and kind.extension:
        found = state[Ref("extension", "", kind.extension)]
        own, bracket, rest = bare.partition("(")
        return Type(bracket + rest, Ref("type", getattr(found, "target", None) or "public", own), array)
    return Type(bare, None, array)


def columns(state: Schema, table: Ref) -> list[Column]:
    # Not state.parts(): its index would be made anew for each of the many states on the way.
    own = table[1:3]
    return [item for ref, item in state.items() if ref[1:3] == own and isinstance(item, Column)]


def keyable(state: Schema, table: Ref) -> list[Column]:
    """Columns that a btree takes."""
    return [
        item
        for item in columns(state, table)
        if (kind_of(item.type) is None and not item.type.array and not _rowlike(state, item))
        or ((kind := kind_of(item.type)) and kind.key)
        if not (item.generated and not item.generated.stored)
    ]


def _rowlike(state: Schema, item: Column) -> bool:
    """Whether the type is composite: whether it has an order is decided by each of its attributes."""
    return item.type.ref is not None and isinstance(state.find(item.type.ref), Composite)


def over(template: str, ref: Ref) -> Expr:
    """An expression over a column, with {} where it goes and braces doubled."""
    pieces: list[Piece] = []
    for number, text in enumerate(template.split("{}")):
        if number:
            pieces.append(ref)
        pieces.append(text.replace("{{", "{").replace("}}", "}"))
    return Expr(tuple(piece for piece in pieces if piece != ""))


def required(item: Column) -> Column:
    """The column as NOT NULL."""
    return item.required()


def column_of(state: Schema, ref: Ref) -> Column:
    found = state[ref]
    assert isinstance(found, Column)  # noqa: S101
    return found


def table_of(state: Schema, ref: Ref) -> Table:
    found = state[ref]
    assert isinstance(found, Table)  # noqa: S101
    return found
