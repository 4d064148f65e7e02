"""Write the pieces of a query: text with $1, $2, … and the parameters in order.

One pass over the query's facts, no tree in between. Text comes from three places only: words of these files and of the builders,
what the user wrote as sql(), and names, which go through identifier(). Values become parameters, always.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from mizzle.compiler.names import name, type_text
from mizzle.model.errors import DeclarationError
from mizzle.model.names import identifier, qualified
from mizzle.model.query import Columns, Cte, Field, Filled, Nested, Param, Placeholder, Shape

Statements: TypeAlias = (
    "Mapping[type, Callable[[Writer, Any, Any], None]]"  # how each kind of query's facts are written
)

_new = tuple.__new__

Literal: TypeAlias = Callable[[Param | Placeholder], str]  # a value as SQL


class Writer:
    """The text so far, the parameters so far, and the tables that columns may be of."""

    __slots__ = ("context", "ctes", "free", "literal", "numbers", "out", "params", "scope", "statements")

    def __init__(self, context: Any, statements: Statements, literal: Literal | None = None) -> None:
        self.context = context
        self.literal = literal
        self.statements = statements
        self.out: list[str] = []
        self.params: list[Param | Placeholder] = []
        self.numbers: dict[int, int] = {}  # of the parameters, by identity
        self.scope: list[Any] = []  # the tables that may be mentioned here, those of outer queries among them
        self.ctes: dict[str, tuple[Cte, str]] = {}
        self.free = False  # a raw statement: what tables it reads is not known

    # ---- expressions

    def piece(self, part: Any) -> None:
        """One piece of an expression."""
        if type(part) is str:
            self.out.append(part)
        elif type(part) is Param or type(part) is Placeholder:
            self.param(part)
        else:
            _NODES[part._node](self, part)

    def param(self, part: Param | Placeholder) -> None:
        """A value: $1, $2, …; or as a literal, where a statement takes no parameters."""
        if self.literal is not None:
            self.out.append(self.literal(part))
            return
        # An expression that stands twice (among the results and in GROUP BY) has the same parameters: it is one to the server.
        number = self.numbers.get(id(part))
        if number is None:
            self.params.append(part)
            number = self.numbers[id(part)] = len(self.params)
        self.out.append(f"${number}")

    def column(self, part: Any) -> None:
        """A column by its table's name and its own."""
        table = part._spec.table
        for known in self.scope:
            if known is table:
                break
        else:
            if stand := next(
                (known for known in self.scope if known._stands is not None and known._stands is table), None
            ):
                self.column(stand._config.columns[part._spec.key])
                return
            self._stray(part, table)
        written = part._written
        if written is None or written[0] is not self.context:
            written = self._written(part)
        self.out.append(written[1])

    def _written(self, column: Any) -> tuple[Any, str, str]:
        """The column in SQL, with its table and without: kept on it."""
        ref = column._piece(self.context)
        bare = identifier(ref.part)
        source = column._spec.table._alias or ref.name
        made = column._written = (self.context, f"{identifier(source)}.{bare}", bare)
        return made

    def name(self, column: Any) -> str:
        """The column without its table, as it stands where only its own table is meant."""
        written = column._written
        if written is None or written[0] is not self.context:
            written = self._written(column)
        return str(written[2])

    def _stray(self, part: Any, table: Any) -> None:
        if self.free and table is not None:
            return
        if table is None:
            raise DeclarationError(f"{part!r} stands in no table, so no query can mention it")
        if table._alias == "excluded" and any(known is not None for known in self.scope):
            return  # known inside ON CONFLICT alone; elsewhere the server says so
        have = ", ".join(known._alias or known._config.name for known in self.scope) or "no table"
        raise DeclarationError(
            f"the column {part._spec.name or part._spec.key} of {table!r} is not in the query, which has {have}; add its table with "
            "from_() or a join"
        )

    def nested(self, part: Any) -> None:
        """An expression inside another: in parentheses unless it is an atom."""
        if part.atomic:
            self.parts(part)
        else:
            self.out.append("(")
            self.parts(part)
            self.out.append(")")

    def parts(self, part: Any) -> None:
        """An expression as it is."""
        append = self.out.append
        for each in part.parts:
            kind = type(each)
            if kind is str:
                append(each)
            elif kind is Param:
                self.param(each)
            elif (node := getattr(each, "_node", None)) == "column":
                self.column(each)
            elif node == "parts":
                if each.atomic or (part.raw and each.raw):  # sql() in sql() is put in as it is
                    self.parts(each)
                else:
                    append("(")
                    self.parts(each)
                    append(")")
            elif kind is Placeholder:
                self.param(each)
            elif node is None:
                append(name(each._piece(self.context)))
            else:
                _NODES[node](self, each)

    def top(self, part: Any) -> None:
        """An expression where none of its neighbours could pull it apart."""
        node = getattr(part, "_node", None)
        while node == "top":
            part = part.inner
            node = getattr(part, "_node", None)
        if node == "column":
            self.column(part)
        elif node == "parts":
            self.parts(part)
        else:
            self.piece(part)

    def listed(self, items: Iterable[Any], each: Callable[[Any], None] | None = None) -> None:
        """The items with commas between."""
        each = each or self.top
        first = True
        for item in items:
            if not first:
                self.out.append(", ")
            first = False
            each(item)

    # ---- statements

    def query(self, query: Any, *, top: bool = False) -> None:
        """A whole query; inside another in parentheses."""
        facts = query._facts
        before = self.scope
        if not top:
            self.out.append("(")
        for source in facts.ctes:
            self.cte(source)
        self.statements[type(facts)](self, facts, query)
        if not top:
            self.out.append(")")
        self.scope = before

    def with_clause(self) -> str:
        if not self.ctes:
            return ""
        recursive = any(cte.recursive for cte, _ in self.ctes.values())
        return f"WITH {'RECURSIVE ' if recursive else ''}{', '.join(text for _, text in self.ctes.values())} "

    def cte(self, source: Any) -> None:
        """Write a query of WITH once, before the first that reads it."""
        cte = source._cte
        if cte.name in self.ctes:
            if self.ctes[cte.name][0] is not cte:
                raise DeclarationError(f"the query has two parts named {cte.name} in WITH; give one another name")
            return
        self.ctes[cte.name] = (cte, "")
        out, scope, self.out, self.scope = self.out, self.scope, [], []
        hint = {None: "", True: "MATERIALIZED ", False: "NOT MATERIALIZED "}[cte.materialized]
        self.query(cte.query)
        names = ", ".join(identifier(key) for key in source._config.columns if key not in cte.added())
        text = f"{identifier(cte.name)}{f' ({names})' if names else ''} AS {hint}{''.join(self.out)}"
        if cte.search:
            way, by, order = cte.search
            text += f" SEARCH {way} FIRST BY {', '.join(map(identifier, by))} SET {identifier(order)}"
        if cte.cycle:
            by, mark, path = cte.cycle
            text += f" CYCLE {', '.join(map(identifier, by))} SET {identifier(mark)} USING {identifier(path)}"
        del self.ctes[cte.name]  # what it reads itself stands before it
        self.ctes[cte.name] = (cte, text)
        self.out, self.scope = out, scope

    def source(self, source: Any) -> None:
        """A table as FROM has it."""
        if source._cte is not None:
            self.cte(source)
            named = identifier(source._cte.name)
            self.out.append(named if source._alias == source._cte.name else f"{named} AS {identifier(source._alias)}")
        elif source._body is not None:
            self.parts(source._body)
            self.out.append(f" AS {identifier(source._alias)} ({self._described(source)})")
        elif source._query is not None:
            self.query(source._query)
            columns = ", ".join(identifier(key) for key in source._config.columns)
            self.out.append(f" AS {identifier(source._alias)} ({columns})")
        else:
            written = source._written
            if written is None or written[0] is not self.context:
                ref = source._ref(self.context)
                text = qualified(ref.schema, ref.name)
                if source._alias is not None:
                    text += f" AS {identifier(source._alias)}"
                written = source._written = (self.context, text)
            self.out.append(written[1])

    def _described(self, source: Any) -> str:
        """The columns of values and functions."""
        return ", ".join(
            identifier(column._name(self.context))
            + (f" {type_text(column._spec.type.type(self.context))}" if source._typed else "")
            for column in source._config.columns.values()
        )

    def fields(self, shape: Shape) -> None:
        """The results, in the order in which a row is read."""
        if type(shape) is Columns and self._knows(shape.tables):
            written = shape.written
            if written is None or written[0] is not self.context:
                out, self.out = self.out, []
                self._apart(shape)
                written = shape.written = (self.context, "".join(self.out))
                self.out = out
            self.out.append(written[1])
        else:
            self._apart(shape)

    def _knows(self, tables: Iterable[Any]) -> bool:
        """Whether all of them may be mentioned here. Tables are compared by identity, which `in` does first."""
        for table in tables:  # noqa: SIM110 - all() takes twice the time
            if table not in self.scope:
                return False
        return True

    def _apart(self, shape: Shape) -> None:
        first = True
        for key, field in leaves(shape):
            if not first:
                self.out.append(", ")
            first = False
            self.field(key, field)

    def field(self, key: str, field: Field | Nested) -> None:
        expression = field.expression
        node = getattr(expression, "_node", None)
        if node == "aliased":
            self.top(expression.inner)
            self.out.append(f" AS {identifier(expression.name)}")
        else:
            self.top(expression)
            if node != "column" or self.name(expression) != f'"{key}"':
                self.out.append(f" AS {identifier(key)}")

    def joins(self, joins: Iterable[Any]) -> None:
        for join in joins:
            self.out.append(f" {join.kind} {'LATERAL ' if join.lateral else ''}")
            self.source(join.source)
            if join.on is not None:
                self.out.append(" ON ")
                self.top(join.on)

    def clause(self, words: str, expression: Any) -> None:
        if expression is not None:
            self.out.append(words)
            self.top(expression)

    def clauses(self, words: str, items: tuple[Any, ...]) -> None:
        if items:
            self.out.append(words)
            self.listed(items)

    def limits(self, facts: Any) -> None:
        if facts.limit is not None:
            if getattr(facts, "ties", False):
                self.clause(" OFFSET ", facts.offset)
                self.out.append(" FETCH FIRST (")
                self.piece(facts.limit)
                self.out.append(") ROWS WITH TIES")
                return
            self.clause(" LIMIT ", facts.limit)
        self.clause(" OFFSET ", facts.offset)

    def enter(self, sources: Iterable[Any]) -> None:
        """Let columns of these tables be mentioned. Raises DeclarationError for two of one name."""
        sources = list(sources)
        names: set[str] = set()
        for source in sources if len(sources) > 1 else ():
            called = source._alias or source._config.name
            if called in names:
                raise DeclarationError(f"the query has two tables named {called}; give one another name with alias()")
            names.add(called)
        self.scope = [*sources, *self.scope]

    def returning(self, query: Any, facts: Any) -> None:
        if facts.returning == () and facts.returning is not None:
            return
        self.out.append(" RETURNING ")
        self.fields(query._shape())

    def values(self, row: tuple[Any, ...], columns: tuple[Any, ...]) -> None:
        """One row of VALUES."""
        plain = type(columns) is Filled and not self.params and self.literal is None
        if plain and all(type(value) in _VALUES or _is_value(value) for value in row):
            self.params.extend([_new(Param, (value, column, True)) for value, column in zip(row, columns, strict=True)])
            self.out.append(self._filled(columns)[2])
        else:
            self.out.append("(")
            self.stored(row, columns)
            self.out.append(")")

    def _filled(self, columns: Any) -> tuple[Any, str, str]:
        """The names of columns that an INSERT fills, and the numbers of one row's values, kept on them."""
        written = columns.written
        if written is None or written[0] is not self.context:
            names = ", ".join(map(self.name, columns))
            numbers = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
            written = columns.written = (self.context, f" ({names})", f"({numbers})")
        return written  # type: ignore[no-any-return]

    def stored(self, row: tuple[Any, ...], columns: tuple[Any, ...]) -> None:
        """What columns are to hold: Python values, placeholders and expressions."""
        first = True
        for value, column in zip(row, columns, strict=True):
            if not first:
                self.out.append(", ")
            first = False
            if type(value) in _VALUES or not hasattr(value, "_node"):
                held = type(value) is Placeholder
                self.param(
                    Placeholder(value.name, value.column or column, True) if held else Param(value, column, True)
                )
            else:
                self.top(value)

    def columns(self, columns: Iterable[Any]) -> None:
        """The columns that an INSERT fills."""
        if type(columns) is Filled:
            self.out.append(self._filled(columns)[1])
        else:
            self.out.append(f" ({', '.join(map(self.name, columns))})")

    def assign(self, assignments: tuple[tuple[Any, Any], ...]) -> None:
        """What SET sets."""
        for place, (column, value) in enumerate(assignments):
            several = type(column) is tuple
            names = f"({', '.join(map(self.name, column))})" if several else self.name(column)
            self.out.append(f"{', ' if place else ''}{names} = ")
            self.top(value)

    def bare(self, column: Any) -> None:
        """A target of ON CONFLICT: a column without its table, or an expression in parentheses."""
        if column._node == "column":
            self.out.append(self.name(column))
        else:
            self.out.append("(")
            self.top(column)
            self.out.append(")")


def _is_value(value: Any) -> bool:
    return type(value) is not Placeholder and not hasattr(value, "_node")


def leaves(shape: Shape) -> Iterable[tuple[str, Field | Nested]]:
    """The fields of a shape and of those inside it, in order."""
    for key, part in shape.parts.items():
        if isinstance(part, Shape):
            yield from leaves(part)
        else:
            yield key, part


def _aliased(w: Writer, part: Any) -> None:
    w.piece(part.inner)


def _function(w: Writer, part: Any) -> None:
    bare = part.namespace is None and part.name in _SYNTAX
    w.out.append(part.name if bare else qualified(part.namespace or "", part.name))


def _type(w: Writer, part: Any) -> None:
    w.out.append(type_text(part.column._spec.type.type(w.context)))


def _table(w: Writer, part: Any) -> None:
    if part._alias is not None:
        w.out.append(identifier(part._alias))
    else:
        ref = part._ref(w.context)
        w.out.append(qualified(ref.schema, ref.name))


def _value(w: Writer, part: Any) -> None:
    w.piece(Param(part.value))


_VALUES = frozenset({int, str, bool, float, type(None)})  # the commonest values
# What looks like a function and is grammar: quoted it would be looked for among the functions.
_SYNTAX = frozenset({"coalesce", "greatest", "grouping", "least", "merge_action", "nullif"})
_NODES: dict[str, Callable[[Writer, Any], None]] = {
    "column": Writer.column,
    "parts": Writer.nested,
    "query": Writer.query,
    "table": _table,
    "top": Writer.top,
    "name": lambda w, part: w.out.append(identifier(part.name)),
    "aliased": _aliased,
    "function": _function,
    "type": _type,
    "value": _value,
}
