"""Edit scripts: small changes to a schema, each of which keeps it valid and its rows fitting.

Drawing two unrelated schemas tests little but dropping and creating; a schema and a script reaches every ALTER.
"""

import re
from collections.abc import Callable

from attrs import evolve

from mizzle.introspect.renames import along
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.enum import Enum
from mizzle.model.exclusion import Exclusion
from mizzle.model.expr import Expr
from mizzle.model.extension import Extension
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.names import literal, plain
from mizzle.model.namespace import Namespace
from mizzle.model.object import Object, rewritten
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.publication_table import PublicationTable
from mizzle.model.ref import SIGNED, Ref
from mizzle.model.rename import carry, unmarked
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table
from mizzle.model.unique import Unique
from mizzle.testing import above, column_edits, draw, heirs, part_edits, parts, periods, repair, typed, whole
from mizzle.testing.choose import Chooser
from mizzle.testing.cut import without
from mizzle.testing.fields import differing

# Extensions and operators cannot be renamed; the others are called by what they are of.
UNCOMMENTED = {
    "privileges",
    "identity_privileges",
    "database_privileges",
    "default_privileges",
    "user_mapping",
    "publication_table",
}
NAMELESS = UNCOMMENTED | {"extension", "operator", "cast"}
Edit = Callable[[Chooser, Schema, int], Schema]


def _pick(choose: Chooser, state: Schema, kind: type[Object]) -> Object | None:
    found = list(state.of(kind))
    return choose.one(found) if found else None


def add_table(choose: Chooser, state: Schema, major: int) -> Schema:
    return state.with_(whole.table(choose, state, major))


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
    found = [item for item in state.of(Column) if item.ref.part != "id" and not item.inherited]
    return without(state, choose.one(found).ref) if found else state


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


def change_comment(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """Of whatever kind: one is chosen first, so that the rare ones get their turn."""
    kinds = sorted({ref.kind for ref in state} - UNCOMMENTED)
    item = choose.one(
        [item for item in state.values() if item.kind == choose.one(kinds)]
        or [item for item in state.values() if item.kind in kinds]
    )
    return state.with_([evolve(item, comment=choose.one([None, "other words", "q'q", "%s {} \\"]))])


def change_logged(choose: Chooser, state: Schema, major: int) -> Schema:
    """A table that references none, that none references and no publication names, becomes unlogged or logged."""
    keyed = {ref for key in state.of(ForeignKey) for ref in (key.ref.table, key.target)}
    keyed |= {item.table for item in state.of(PublicationTable)}
    found = [item for item in state.of(Table) if item.ref not in keyed]
    if not found:
        return state
    item = choose.one(found)
    owned = [part for part in state.parts(item.ref) if isinstance(part, Sequence)] if major >= 15 else []
    flipped = [evolve(part, unlogged=not item.unlogged) for part in owned]
    return state.with_([evolve(item, unlogged=not item.unlogged), *flipped])


def change_options(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    item = _pick(choose, state, Table)
    if not isinstance(item, Table):
        return state
    key = state.get(Ref("column", item.ref.schema, item.ref.name, "id"))
    toast = [draw.TOAST] if isinstance(key, Column) and key.type.name == "text" else []
    return state.with_([evolve(item, options=choose.one([*draw.OPTIONS, *toast]))])


def change_sequence(choose: Chooser, state: Schema, major: int) -> Schema:
    """How it counts, whether it is logged, whose it is."""
    found = list(state.of(Sequence))
    if not found:
        return state
    item = choose.one(found)
    what = choose.one(["counter", "type", "unlogged", "owned_by"])
    if what == "counter":
        return state.with_([evolve(item, counter=draw.counter(choose, item.counter.type))])
    if what == "type" and not item.owned_by:
        return state.with_([evolve(item, counter=draw.counter(choose))])
    if what == "unlogged" and major >= 15 and not item.owned_by:
        return state.with_([evolve(item, unlogged=not item.unlogged)])
    if what == "owned_by":
        logged = {table.ref for table in state.of(Table) if table.unlogged == item.unlogged or major < 15}
        near = [column.ref for column in state.of(Column) if column.ref.schema == item.ref.schema]
        near = [ref for ref in near if ref.table in logged and draw.column_of(state, ref).identity is None]
        used = state.users(item.ref)
        return state.with_([evolve(item, owned_by=None if item.owned_by or not near or used else choose.one(near))])
    return state


def change_labels(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """Add, rename, reorder, remove, also where the label is used."""
    found = list(state.of(Enum))
    if not found:
        return state
    item = choose.one(found)
    labels = list(item.labels)
    what = choose.one(["add", "rename", "reorder", "remove", "exchange"])
    fresh = [word for word in ("plus", "n'w", "z", *draw.LABELS) if word not in labels]
    if what == "add":
        labels.insert(choose.number(0, len(labels)), choose.one(fresh))
    elif what == "rename":
        old, new = (
            choose.one(labels),
            choose.one([word for word in ("renamed", "re'named", "zz") if word not in labels]),
        )
        choose.note("label rename")
        return relabelled(state, item, old, new)
    elif what == "reorder":
        labels.reverse()
    else:
        spare = [label for label in labels[1:] if not _used(state, item, label)]
        if not spare:
            return state
        gone = choose.one(spare)
        labels[labels.index(gone) : labels.index(gone) + 1] = [choose.one(fresh)] if what == "exchange" else []
    choose.note(f"label {what}")
    known = set(labels)
    names = tuple((old, new) for old, new in item.renamed_labels if new in known)
    return state.with_([evolve(item, labels=tuple(labels), renamed_labels=names)])


def relabelled(state: Schema, item: Enum, old: str, new: str) -> Schema:
    """The schema in which a label is called otherwise wherever it is used."""
    labels = tuple(new if label == old else label for label in item.labels)
    first = next((before for before, after in item.renamed_labels if after == old), old)
    names = tuple(pair for pair in item.renamed_labels if pair[1] != old)
    kind = Ref("type", item.ref.schema, item.ref.name)

    def rewrite(expr: Expr) -> Expr:
        pieces = list(expr.pieces)
        for place in range(len(pieces) - 2):
            if pieces[place] == literal(old) and pieces[place + 1] == "::" and pieces[place + 2] == kind:
                pieces[place] = literal(new)
        return Expr(tuple(pieces)) if tuple(pieces) != expr.pieces else expr

    changed = Schema(rewritten(other, rewrite) for other in state.values())
    return changed.with_([evolve(item, labels=labels, renamed_labels=(*names, (first, new)))])


def _used(state: Schema, item: Enum, label: str) -> bool:
    """Whether an expression mentions the label."""
    return any(literal(label) in _pieces(user) for user in state.users(item.ref))


def _pieces(item: Object) -> set[object]:
    found: set[object] = set()

    def look(expr: Expr) -> Expr:
        found.update(expr.pieces)
        return expr

    rewritten(item, look)
    return found


def rename(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """A new name for whatever has one, said by `renamed`; a kind is chosen first, every other time of those that are rare."""
    found = [item for item in state.values() if item.ref != Ref("namespace", "", "public") and item.renamed is None]
    found = [item for item in found if item.kind not in NAMELESS and not item.inherited]
    if not found:
        return state
    kinds = sorted({item.kind for item in found})
    rare = [kind for kind in kinds if kind in {each.kind for each in above.KINDS}]
    kind = choose.one(rare if rare and choose.maybe() else kinds)
    item = choose.one([item for item in found if item.kind == kind])
    choose.note(f"rename {item.kind}")
    where = None if kind == "namespace" else item.ref if item.ref.part else Ref("namespace", item.ref.schema, "")
    name = draw.free(choose, state, item.kind, where)
    if item.kind in SIGNED:
        name = plain(name) + item.ref.name.removeprefix(plain(item.ref.own))
    new = item.ref._replace(part=name) if item.ref.part else item.ref._replace(name=name)
    moved = carry(state, {item.ref: new, **along(state, {item.ref: new})})
    if any(ref != unmarked(ref) for ref in moved):
        return state  # an heir has the name already
    return moved.with_([evolve(moved[new], renamed=item.ref.own)])


def rename_quietly(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """Another name for a constraint or index, which nothing says: equal in all else, it is renamed all the same."""
    found = [item for item in state.values() if isinstance(item, Key | Check | ForeignKey | Exclusion | Index)]
    found = [item for item in found if item.renamed is None]
    if not found:
        return state
    item = choose.one(found)
    name = draw.free(choose, state, item.kind, item.ref if item.ref.part else Ref("namespace", item.ref.schema, ""))
    new = item.ref._replace(part=name) if item.ref.part else item.ref._replace(name=name)
    return carry(state, {item.ref: new})


def add_namespace(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    return state.with_([draw.space(choose, state)])


def drop_namespace(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """With all that stands in it."""
    found = [item for item in state.of(Namespace) if item.ref.name != "public"]
    homes = {item.target for item in state.of(Extension)}
    found = [item for item in found if item.ref.name not in homes]
    return without(state, choose.one(found).ref) if found else state


def add_foreign_key(choose: Chooser, state: Schema, major: int) -> Schema:
    return state.with_(parts.foreign_key(choose, state, major))


def add_enum(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    return state.with_([draw.enum(choose, state)])


def add_sequence(choose: Chooser, state: Schema, major: int) -> Schema:
    return state.with_([draw.sequence(choose, state, major)])


def add_extension(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    return state.with_(draw.extension(choose, state))


def update_extension(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    found = [item for item in state.of(Extension) if item.version == "1.4"]
    return state.with_([evolve(choose.one(found), version="1.5")]) if found else state


def recreate_table(choose: Chooser, state: Schema, major: int) -> Schema:
    """A table of a name that another object has just left."""
    item = _pick(choose, state, Table)
    if not item:
        return state
    left = without(state, item.ref)
    made = whole.table(choose, left, major)
    return left.with_(made)


def drop_above(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    kinds = [kind for kind in above.KINDS if next(iter(state.of(kind)), None)]
    return without(state, choose.one(list(state.of(choose.one(kinds)))).ref) if kinds else state


EDITS: dict[str, Edit] = {
    "add column": add_column,
    "drop column": drop_column,
    "add table": add_table,
    "drop table": drop_table,
    "recreate table": recreate_table,
    "change type": column_edits.change_type,
    "change enum to text": column_edits.change_to_text,
    "change key type": column_edits.change_key_type,
    "change default": column_edits.change_default,
    "change column attributes": column_edits.change_attributes,
    "change not null": column_edits.change_not_null,
    "name not null": column_edits.name_not_null,
    "change collation": column_edits.change_collation,
    "change identity": column_edits.change_identity,
    "change generated": column_edits.change_generated,
    "make generated": column_edits.make_generated,
    "swap columns": column_edits.swap_columns,
    "add primary key": add_part(parts.primary_key),
    "drop primary key": drop_part(PrimaryKey),
    "change primary key": part_edits.change_key(PrimaryKey),
    "add unique": add_part(parts.unique),
    "drop unique": drop_part(Unique),
    "change unique": part_edits.change_key(Unique),
    "add check": add_part(parts.check),
    "drop check": drop_part(Check),
    "change check": part_edits.change_check,
    "add index": add_part(parts.index),
    "drop index": drop_part(Index),
    "change index": part_edits.change_index,
    "add period key": add_part(periods.key),
    "add period foreign key": periods.foreign_key,
    "change overlaps": periods.change,
    "let typed table go": typed.let_go,
    "add exclusion": add_part(parts.exclusion),
    "drop exclusion": drop_part(Exclusion),
    "change exclusion": part_edits.change_exclusion,
    "add foreign key": add_foreign_key,
    "drop foreign key": drop_part(ForeignKey),
    "change foreign key": part_edits.change_foreign_key,
    "change comment": change_comment,
    "change logged": change_logged,
    "change options": change_options,
    "add sequence": add_sequence,
    "drop sequence": drop_part(Sequence),
    "change sequence": change_sequence,
    "add enum": add_enum,
    "drop enum": drop_part(Enum),
    "change labels": change_labels,
    "rename": rename,
    "rename quietly": rename_quietly,
    "add namespace": add_namespace,
    "drop namespace": drop_namespace,
    "add extension": add_extension,
    "update extension": update_extension,
    "drop extension": drop_part(Extension),
    "add partition": heirs.add_partition,
    "change bound": heirs.change_bound,
    "change key": heirs.change_key,
    "become partitioned": heirs.become_partitioned,
    "become plain": heirs.become_plain,
    "attach": heirs.attach,
    "detach": heirs.detach,
    "inherit": heirs.inherit,
    "change what stands above": above.changed,
    "add what stands above": above.above,
    "drop what stands above": drop_above,
}
# Many kinds hide behind these.
OFTEN = [*EDITS, *["change what stands above"] * 8, *["drop what stands above", "add what stands above", "rename"] * 2]


def edited(choose: Chooser, state: Schema, major: int) -> Schema:
    """The schema after a drawn script of up to eight edits. What each edit changes is noted."""
    for _ in range(choose.number(0, 8)):
        name = choose.one(OFTEN)
        after = repair.repaired(EDITS[name](choose, state, major))
        if _spoils(state, after):
            continue
        if after != state:
            choose.note(f"edit {name}")
        for fact in differing(state, after):
            choose.note(f"changed {fact}")
        state = after
    return state


def _spoils(state: Schema, after: Schema) -> bool:
    """Whether an edit takes away or changes what raw SQL of a declaration may name: what is drawn names things by refs."""
    said = {word for item in after.values() if item.origin for word in _words(item)}
    return any(ref.own in said and after.get(ref) != item for ref, item in state.items()) if said else False


def _words(item: Object) -> set[str]:
    texts = [piece for piece in _pieces(item) if isinstance(piece, str)]
    texts.append(getattr(item, "body", None) or "")
    return {word.strip('"') for text in texts for word in re.findall(r'"[^"]+"|[^\W\d]\w*', text)}
