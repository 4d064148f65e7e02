"""What an object stands on, as bare as will do: the least that a scratch database must hold to spell it.

What a server printed has its needs recorded. What somebody wrote may name anything, so every object whose name stands
in the text counts: one too many costs a statement, one too few the spelling.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from mizzle.model.cast import Cast
from mizzle.model.column import Column
from mizzle.model.expr import Expr
from mizzle.model.function import Function
from mizzle.model.materialized_view import MaterializedView
from mizzle.model.object import Object, expressions
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table

_WORD = re.compile(r'"((?:[^"]|"")+)"|(\w[\w$]*|[-+*/<>=~!@#%^&|`?]+)')


def closure(wanted: Iterable[Object], schema: Schema) -> Schema:
    """The wanted objects with everything that they need, and namespaces and extensions."""
    named = _names(schema)
    found = {item.ref: bare(item) for item in schema.values() if item.ref.kind in ("namespace", "extension")}
    pending = [*wanted]
    found |= {item.ref: _asked(item) for item in pending}
    while pending:
        item = pending.pop()
        for ref in (item.ref, *item.requires(), *_mentioned(item, named)):
            needed = schema.find(ref)
            if needed is None or needed.shared:
                continue
            for part in _with_columns(needed, schema):
                if part.ref not in found:
                    found[part.ref] = bare(part)
                    pending.append(found[part.ref])
        if not pending:
            pending = [*_alike(found, schema), *_casts(found, schema)]
            found |= {item.ref: item for item in pending}
    return Schema(found.values())


def _alike(found: Mapping[Ref, Object], schema: Schema) -> list[Object]:
    """Columns that must be generated as well, since those are that they come from or that come from them."""
    made = []
    for item in found.values():
        for ref in item.inherited if isinstance(item, Column) else ():
            above = found.get(ref)
            if isinstance(above, Column) and isinstance(item, Column) and bool(above.generated) != bool(item.generated):
                lacking = schema[item.ref if above.generated else ref]
                made += [_asked(lacking)] if isinstance(lacking, Column) and lacking.generated else []
    return made


def _casts(found: Mapping[Ref, Object], schema: Schema) -> Iterator[Object]:
    """The casts between the types that are there: a text may be read by way of one, which no server records."""
    for item in schema.of(Cast):
        types = [kind for ref in (item.source.ref, item.target.ref) if ref and (kind := schema.find(ref))]
        if item.ref not in found and all(kind.ref in found for kind in types):
            yield bare(item)


def _asked(item: Object) -> Object:
    """The object as a server is asked for it, which makes no foreign tables."""
    item = item.asked()
    return evolve(item, foreign_options=()) if isinstance(item, Column) else item


def bare(item: Object) -> Object:
    """The object without what nobody asks for."""
    if isinstance(item, Column):
        # NOT NULL stays: those of partitions must be like their parent's, also where only that one is asked for.
        return evolve(item, comment=None, default=None, generated=None, identity=None, foreign_options=())
    if isinstance(item, Sequence):
        return evolve(item, comment=None, owned_by=None)
    if isinstance(item, Table):
        return evolve(
            item.asked(),
            unlogged=False,
            row_security=False,
            force_row_security=False,
            options=(),
            server=None,
            foreign_options=(),
        )
    if isinstance(item, MaterializedView):
        return item.asked()
    return evolve(item, comment=None)


def _with_columns(item: Object, schema: Schema) -> Iterator[Object]:
    """A table with its columns, and its key: GROUP BY may stand on that."""
    yield item
    table = item.ref.table if isinstance(item, Column) else item.ref
    if table.kind == "table" and table in schema:
        yield schema[table]
        yield from (part for part in schema.parts(table) if isinstance(part, (Column, PrimaryKey)))


def _names(schema: Schema) -> dict[str, list[Ref]]:
    named: dict[str, list[Ref]] = {}
    for ref, item in schema.items():
        if ref.schema and not ref.part:
            named.setdefault(item.called, []).append(ref)
    return named


def _mentioned(item: Object, named: dict[str, list[Ref]]) -> Iterator[Ref]:
    """What the words of an authored object's expressions may mean, and of a body that PostgreSQL puts in the place of a call.

    Of all else that a server has, the needs are recorded.
    """
    texts = [*expressions(item)] if item.origin else []
    if isinstance(item, Function) and item.inlined and item.body:
        texts.append(Expr((item.body,)))
    for text in texts:
        for word in words(text):
            yield from (ref for ref in named.get(word, ()) if ref != item.ref)


def words(expr: Expr) -> set[str]:
    """The identifiers, keywords, operators and words in strings of an expression, as PostgreSQL folds them."""
    return {
        match[1].replace('""', '"') if match[1] else match[2].lower()
        for piece in expr.pieces
        if isinstance(piece, str)
        for match in _WORD.finditer(piece)
    }
