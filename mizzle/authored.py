"""What somebody wrote in raw SQL: its names are resolved, as PostgreSQL would with the object's own namespace first.

A declared table, view, function, type or sequence that a text names becomes a ref in it, so that it is printed with its
namespace, comes first in the plan and follows a rename. sqlglot says which words of a query are tables (a column may
well be called like one); what it cannot read stays as it is and is left to the server.
"""

import re
from collections.abc import Callable, Iterator

from attrs import evolve, frozen

from mizzle.compiler.names import name
from mizzle.introspect.closure import words
from mizzle.model.calls import names_columns
from mizzle.model.expr import Expr, Piece, Regclass
from mizzle.model.object import Object, expressions, rewritten
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

IDENT = r'(?:"(?:[^"]|"")+"|[^\W\d][\w$]*)'
# Strings first: what stands in one is no name, but for the sequence in nextval('…').
_TOKEN = re.compile(
    rf"(?P<sequence>\bnextval\s*\(\s*'(?P<counted>[^']+)'(?:\s*::\s*regclass)?)"
    r"|(?P<string>[eE]?'(?:[^'\\]|''|\\.)*'|\$(\w*)\$.*?\$\4\$|--[^\n]*)"
    rf"|(?P<cast>::\s*)(?P<type>{IDENT}(?:\s*\.\s*{IDENT})?)"
    rf"|(?P<called>{IDENT}(?:\s*\.\s*{IDENT})*)(?P<open>\s*\()?",
    re.DOTALL,
)
# What stands around the statements of a rule, behind its condition in brackets, and around those of a standard body.
_AROUND = {
    "rule": re.compile(
        r".*?(?:^|\)\s*)DO\s+(?:INSTEAD\s+)?(?:\((?P<several>.*)\)|(?P<one>.*))\s*", re.DOTALL | re.IGNORECASE
    ),
    "function": re.compile(r"\s*BEGIN\s+ATOMIC\b(?P<several>.*)\bEND\s*", re.DOTALL | re.IGNORECASE),
}


@frozen
class Names:
    """The declared objects by the names that texts use."""

    named: dict[str, list[Object]]
    path: tuple[str, ...]

    def find(self, words: list[str], fits: Callable[[Object], bool], own: str) -> list[Ref]:
        """The objects that a name means: by its namespace, else by the first namespace of the path that has one."""
        *space, bare = words
        fitting = [item for item in self.named.get(bare, ()) if fits(item)]
        for place in space or (own, *self.path):
            if found := [item.ref for item in fitting if item.ref.schema == place]:
                return found
        return []


def resolved(schema: Schema) -> Schema:
    """The schema with the names in authored texts resolved."""
    named: dict[str, list[Object]] = {}
    for item in schema.values():
        if item.ref.schema and not item.ref.part and item.kind != "index":
            named.setdefault(item.called, []).append(item)
    extensions = [item.target for item in schema.values() if item.kind == "extension" and hasattr(item, "target")]
    names = Names(named, (*(place for place in extensions if place), "public"))
    return Schema(_resolved(item, names, schema) if item.origin else item for item in schema.values())


def _resolved(item: Object, names: Names, schema: Schema) -> Object:
    said = {word for expr in expressions(item) for word in words(expr)}
    needs = set(_columns(item, said, schema)) if said else set()
    if not said & names.named.keys():
        return evolve(item, depends=item.depends | needs) if needs else item

    def rewrite(expr: Expr) -> Expr:
        if not words(expr) & names.named.keys():
            return expr
        text, spans = _flat(expr)
        found = [*_words(text, item, names), *(() if item.copied else _read(text, item, names))]
        for _, _, _, refs in found:
            needs.update(refs)
        return Expr(_spliced(text, [*spans, *(entry[:3] for entry in found)]), expr.origin)

    made = rewritten(item, rewrite)
    needs |= {part.ref for ref in needs if ref.kind == "table" for part in schema.parts(ref) if part.kind == "column"}
    needs -= {item.ref, item.ref.table}
    return evolve(made, depends=made.depends | needs)


def _columns(item: Object, said: set[str], schema: Schema) -> Iterator[Ref]:
    """The columns of its own table that an authored text names: they may be as new as it is."""
    for whole in item.part_of():
        if whole.kind == "table":
            for part in schema.parts(whole):
                if part.kind == "column" and part.ref.part in said and part.ref != item.ref:
                    yield part.ref


Splice = tuple[int, int, Piece]  # what a stretch of the text becomes
Found = tuple[int, int, Piece, list[Ref]]


def _flat(expr: Expr) -> tuple[str, list[Splice]]:
    """The expression as one text, and where in it the refs stand."""
    text, spans = "", list[Splice]()
    for piece in expr.pieces:
        shown = piece if isinstance(piece, str) else "''" if isinstance(piece, Regclass) else name(piece)
        if not isinstance(piece, str):
            spans.append((len(text), len(text) + len(shown), piece))
        text += shown
    return text, spans


def _spliced(text: str, splices: list[Splice]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    end = 0
    for start, stop, piece in sorted(splices, key=lambda splice: splice[:2]):
        if start < end:
            continue
        pieces += [text[end:start], piece]
        end = stop
    pieces.append(text[end:])
    out: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece != "":
            out.append(piece)
    return tuple(out)


def _words(text: str, item: Object, names: Names) -> Iterator[Found]:
    """Functions, types and sequences."""
    own = item.ref.schema
    for match in _TOKEN.finditer(text):
        if match["counted"]:
            refs = names.find(_parts(match["counted"]), lambda one: one.kind == "sequence", own)
            if refs:
                yield match.start("sequence"), match.end("sequence"), "nextval(", []
                yield match.end("sequence"), match.end("sequence"), Regclass(refs[0]), refs
        elif match["type"]:
            refs = names.find(_parts(match["type"]), _is_type, own)
            if refs:
                yield match.start("type"), match.end("type"), Ref("type", *refs[0][1:3]), refs
        elif match["called"] and match["open"] and not names_columns(text, *match.span("called")):
            parts = _parts(match["called"])
            refs = names.find(parts[-2:], _is_called, own)
            if refs:
                yield match.start("called"), match.end("called"), name(Ref("routine", refs[0].schema, parts[-1])), refs


def _is_type(item: Object) -> bool:
    return any(ref.kind == "type" for ref in item.names())


def _is_called(item: Object) -> bool:
    return item.kind in ("function", "aggregate")


def _read(text: str, item: Object, names: Names) -> Iterator[Found]:
    """The tables and views that a query, or statements, read and write."""
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    around = _AROUND[item.kind].fullmatch(text) if item.kind in _AROUND else None
    begin, end = around.span(around.lastgroup or 0) if around else (0, len(text))
    try:
        trees = sqlglot.parse(text[begin:end], "postgres")
    except SqlglotError:
        return
    common = {_folded(table.args["alias"].this) for tree in trees if tree for table in tree.find_all(exp.CTE)}
    for table in (table for tree in trees if tree for table in tree.find_all(exp.Table)):
        own, space = table.this, table.args.get("db")
        if not isinstance(own, exp.Identifier) or "start" not in own.meta:
            continue
        if space is None and _folded(own) in common:
            continue
        parts = [*([_folded(space)] if space else []), _folded(own)]
        refs = names.find(parts, lambda one: one.space == "relation" and one.kind != "sequence", item.ref.schema)
        if refs:
            first = (space or own).meta["start"]
            yield begin + first, begin + own.meta["end"] + 1, refs[0], refs[:1]


def _folded(identifier: object) -> str:
    text = str(getattr(identifier, "this", ""))
    return text if getattr(identifier, "quoted", False) else text.lower()


def _parts(text: str) -> list[str]:
    """The words of a dotted name as PostgreSQL folds them."""
    return [word[1:-1].replace('""', '"') if word.startswith('"') else word.lower() for word in re.findall(IDENT, text)]
