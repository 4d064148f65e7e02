"""What the writers of Python source share: literals, calls, and a layout as `ruff format` would give it.

Each kind's writer stands beside its builder, as `source(item, module)`; dsl/pull.py puts them together.
"""

import keyword
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from attrs import define, field, frozen

from mizzle.model.calls import names_columns
from mizzle.model.expr import Expr
from mizzle.model.names import plain
from mizzle.model.object import Object
from mizzle.model.ref import CALLED, Ref
from mizzle.model.schema import Schema

WIDTH = 120
STEP = "    "
Code = "str | Group | Chain"


@frozen
class Group:
    """Something in brackets: the arguments of a call, a list, a dict."""

    head: str
    items: tuple[tuple[str, Any], ...]  # what stands before each item ("name=", '"key": '), and the item
    tail: str

    def flat(self) -> str:
        return self.head + ", ".join(prefix + flat(item) for prefix, item in self.items) + self.tail


@frozen
class Chain:
    """Calls one after the other: text("name").not_null()."""

    base: Any
    calls: tuple[Group, ...]

    def flat(self) -> str:
        return flat(self.base) + "".join(call.flat() for call in self.calls)


def flat(code: Any) -> str:
    """The code on one line, but for texts of several lines."""
    return code if isinstance(code, str) else code.flat()


def call(name: str, /, *arguments: Any, **keywords: Any) -> Group:
    """A call; keywords of None are left out, True and numbers are written as they are."""
    named = [
        (f"{key}=", value if _code(value) else repr(value)) for key, value in keywords.items() if value is not None
    ]
    return Group(f"{name}(", (*(("", item) for item in arguments), *named), ")")


def _code(value: Any) -> bool:
    return isinstance(value, (str, Group, Chain))


def listed(items: Iterable[Any], opening: str = "[") -> Group:
    return Group(opening, tuple(("", item) for item in items), "]")


def mapped(pairs: Iterable[tuple[str, Any]]) -> Group:
    return Group("{", tuple((f"{literal(key)}: ", item) for key, item in pairs), "}")


def chained(base: Any, calls: Iterable[Group | None]) -> Any:
    """The base with calls behind it; those that are None are left out."""
    made = tuple(Group(f".{item.head}", item.items, item.tail) for item in calls if item is not None)
    if not made:
        return base
    return Chain(base.base, (*base.calls, *made)) if isinstance(base, Chain) else Chain(base, made)


def laid(code: Any, indent: str = "", before: int = 0, after: int = 0, *, bare: bool = False) -> str:
    """The code as `ruff format` lays it out. `before` and `after`: what else stands on its lines."""
    whole = flat(code)
    if isinstance(code, str) or ("\n" not in whole and len(indent) + before + len(whole) + after <= WIDTH):
        return whole
    if isinstance(code, Group):
        if len(code.items) == 1 and "\n" in whole and isinstance(code.items[0][1], str):
            return whole
        return _exploded(code, indent)
    if len(code.calls) == 1:
        base, last = code.base, code.calls[0]
        short = "\n" not in last.flat() and len(indent) + 1 + len(last.flat()) + after <= WIDTH
        begun = len(indent) + before + len(flat(base) + last.head)
        if isinstance(base, Group) and base.items and short and not (last.items and begun <= WIDTH):
            return f"{_exploded(base, indent)}{last.flat()}"
        return laid(base, indent, before) + laid(last, indent, before + len(flat(base)), after)
    inner = indent + STEP if bare else indent
    ends = [0] * (len(code.calls) - 1) + [0 if bare else after]
    lines = [
        laid(code.base, inner),
        *(inner + laid(item, inner, 0, end) for item, end in zip(code.calls, ends, strict=True)),
    ]
    body = "\n".join(lines)
    return f"(\n{inner}{body}\n{indent})" if bare else body


def _exploded(code: Group, indent: str) -> str:
    """One item a line."""
    inner = indent + STEP
    lines = [f"{inner}{prefix}{laid(item, inner, len(prefix), 1)},\n" for prefix, item in code.items]
    return f"{code.head}\n{''.join(lines)}{indent}{code.tail}" if lines else f"{code.flat()}"


def literal(text: str) -> str:
    """A string as Python has it, in double quotes unless single ones save an escape."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join(_escaped(char, quote) for char in text) + quote


def block(text: str) -> str:
    """A string of several lines in triple quotes; one of a single line as literal() has it."""
    if "\n" not in text or "\r" in text:
        return literal(text)
    body = "".join(char if char in '\n"' else _escaped(char, "") for char in text).replace('"""', '\\"\\"\\"')
    if body.endswith('"'):
        body = body[:-1] + '\\"'
    return f'"""{body}"""'


def _escaped(char: str, quote: str) -> str:
    if char in (quote, "\\"):
        return "\\" + char
    return char if char.isprintable() else repr(char)[1:-1]


def parameters(pairs: Iterable[tuple[str, str]]) -> Group | None:
    """Storage parameters as a dict: numbers and switches where they read back as the same text."""
    items = [(key, value if re.fullmatch(r"0|-?[1-9]\d*", value) else _word(value)) for key, value in pairs]
    return mapped(items) if items else None


def _word(value: str) -> str:
    return value.capitalize() if value in ("true", "false") else literal(value)


# A function that is called without a namespace; strings come first, since what stands in one is no call.
_CALLED = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"\s*\.|(?<![\w$."])(?P<called>"(?:[^"]|"")*"|[^\W\d][\w$]*)(?=\()"""
)


@define
class Module:
    """The module under way: what it imports, what its variables are called, and what it could not say."""

    schema: Schema
    names: dict[Ref, str] = field(factory=dict)
    imports: set[str] = field(factory=set)
    lines: set[str] = field(factory=set)  # imports of Python's own
    remarks: list[str] = field(factory=list)
    needs: set[str] = field(factory=set)
    classes: frozenset[Ref] = frozenset()  # tables in the class form
    counted: dict[Ref, Ref] = field(factory=dict)  # sequences that columns declare with themselves, and the columns
    files: dict[str, str] = field(
        factory=dict
    )  # where there are several modules: variable → the module that it stands in
    file: str = ""  # the module that is written now
    mentions: set[str] = field(factory=set)  # classes of this module that it mentions in lambdas
    late: set[str] = field(factory=set)  # other modules that it mentions in lambdas alone

    def use(self, name: str) -> str:
        """A name of mizzle's, imported."""
        self.imports.add(name)
        return name

    def call(self, name: str, /, *arguments: Any, **keywords: Any) -> Group:
        """A call of one of mizzle's functions."""
        return call(self.use(name), *arguments, **keywords)

    def sql(self, text: Expr | str) -> Group:
        """sql("…")."""
        return self.call("sql", block(text if isinstance(text, str) else self.qualified(expression(text))))

    def qualified(self, text: str) -> str:
        """A text of the catalog in which PostgreSQL's own functions are told from those of the schema called alike."""

        def tell(match: re.Match[str]) -> str:
            word = match["called"]
            alike = word and word.strip('"') in self.alike and not names_columns(text, *match.span())
            return f"pg_catalog.{match[0]}" if alike else match[0]

        return _CALLED.sub(tell, text) if self.alike else text

    @cached_property
    def alike(self) -> frozenset[str]:
        """The bare names of the functions that the module makes."""
        return frozenset(item.ref.own for item in self.schema.values() if item.kind in CALLED)

    def variable(self, ref: Ref) -> str | None:
        """The variable of an object that has to be made before; None for what the module does not make."""
        found = self.schema.find(ref)
        name = self.names.get(found.ref) if found else None
        if name:
            self.needs.add(name)
        return name

    def later(self, ref: Ref) -> str | None:
        """The variable of an object inside a lambda: it may be made afterwards, and in another module."""
        name = self.names.get(ref)
        there = self.files.get(name or "", self.file)
        if name is None or there == self.file:
            if name is not None and ref in self.classes:
                self.mentions.add(name)
            return name
        self.late.add(there)
        return f"{there}_module.{name}"

    def lacks(self, item: Object, what: str) -> None:
        """Say what cannot be said."""
        of = getattr(item, "of", None)
        name = f"of {of.kind.replace('_', ' ')} {of}" if of else str(item.ref)
        self.remarks.append(f"{item.ref.kind.replace('_', ' ')} {name}: {what}")

    def lack_of_comment(self, item: Object) -> None:
        if item.comment is not None:
            self.lacks(item, "its comment has no place in the builder")


def expression(expr: Expr) -> str:
    """The text of an expression of a catalog, which holds no refs."""
    return expr.text(str, lambda ref: f"'{ref}'")


def bare(ref: Ref) -> str:
    """A collation, operator class or function as builders take it in a string: without PostgreSQL's own schema."""
    return ref.own if ref.schema == "pg_catalog" else f"{ref.schema}.{ref.own}"


def place(ref: Ref) -> str | None:
    """The schema= of an object; public is left out."""
    return None if ref.schema in ("", "public") else literal(ref.schema)


def said(text: str | None) -> str | None:
    """A keyword's text, or nothing."""
    return None if text is None else literal(text)


def flag(value: bool) -> bool | None:  # noqa: FBT001
    """A switch that is off unless it is said."""
    return value or None


def attribute(table: str, name: str) -> str:
    """A column of a table: t.name, or t["first name"] where the name cannot be an attribute."""
    usual = re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII) and not keyword.iskeyword(name)
    return f"{table}.{name}" if usual else f"{table}[{literal(name)}]"


def qualified(ref: Ref) -> str:
    """A name with its schema, as builders take it in a string."""
    return f"{plain(ref.schema)}.{plain(ref.name)}" if ref.schema else plain(ref.name)


def variables(items: Iterable[Object], taken: Iterable[str]) -> dict[Ref, str]:
    """A name for the variable of each object: its own, with the schema before it where two would be called the same."""
    used = set(taken)
    found: dict[Ref, str] = {}
    for item in items:
        of: Ref | None = getattr(item, "of", None)
        own, kind = identifier(f"{of.own}_{item.kind}" if of else item.ref.own, item.ref.kind), item.ref.kind
        candidates = (own, f"{own}_{kind}", *((f"{identifier(item.ref.schema)}_{own}",) if item.ref.schema else ()))
        name = next((word for word in candidates if word not in used), None)
        number = 2
        while name is None:
            name = f"{own}_{number}" if f"{own}_{number}" not in used else None
            number += 1
        used.add(name)
        found[item.ref] = name
    return found


def identifier(name: str, kind: str = "unnamed") -> str:
    """A name as one of Python's."""
    word = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_").lower() or kind
    word = f"n{word}" if word[0].isdigit() else word
    return f"{word}_" if keyword.iskeyword(word) or keyword.issoftkeyword(word) else word


def sentences(texts: Iterable[str]) -> Iterator[str]:
    """Remarks as comments of a module."""
    for text in texts:
        yield f"# not written: {' '.join(text.split())}"
