"""define_relations() and the queries over them: rows with the rows that belong to them, read by one statement.

What belongs to a row is a subquery among its results, which makes JSON of its rows. A subquery and no lateral join: the server
computes it for the rows alone that LIMIT leaves. Values that JSON does not hold go as text and are read as psycopg reads them.
"""

from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any, NamedTuple

from mizzle.dsl.place import here
from mizzle.dsl.query.expression import Expression, and_, binary, or_
from mizzle.dsl.query.pieces import Name, condition
from mizzle.dsl.query.select import Select
from mizzle.dsl.query.source import Stand, exists, reader, shape_of
from mizzle.dsl.table import Table, table_of
from mizzle.model.errors import DeclarationError
from mizzle.model.query import Field, Nested, SelectFacts, Shape

# Of these JSON holds every value as it is.
_PLAIN = {"smallint", "integer", "bigint", "text", "character varying", "character", "name", "boolean", "json", "jsonb"}


class Relation(NamedTuple):
    """How rows of one table find those of another: columns here, columns there, and between them those of a table between."""

    table: str
    many: bool
    near: tuple[Any, ...]
    far: tuple[Any, ...]
    through: tuple[tuple[Any, ...], tuple[Any, ...]] | None = None


class Relations:
    """What define_relations() has made: tables by key, and the relations of each."""

    def __init__(self, tables: Mapping[str, Table], relations: Mapping[str, Mapping[str, Relation]]) -> None:
        self.tables = tables
        self.relations = relations

    def __repr__(self) -> str:
        return f"<relations of {', '.join(self.tables)}>"

    def table(self, key: str) -> Table:
        """Raises DeclarationError for a key that is none of them."""
        if key not in self.tables:
            raise DeclarationError(f"{here()}: the relations know no table {key!r}; they know {', '.join(self.tables)}")
        return self.tables[key]


class _Kind:
    """`r.one` or `r.many`: its attributes make relations to the tables."""

    def __init__(self, tables: Mapping[str, Table], many: bool) -> None:  # noqa: FBT001
        self._tables = tables
        self._many = many

    def __getattr__(self, key: str) -> Callable[..., Any]:
        if key not in self._tables:
            raise DeclarationError(f"{here()}: there is no table {key!r} among {', '.join(self._tables)}")

        def made(*, from_: Any = None, to: Any = None, through: tuple[Any, Any] | None = None) -> Relation:
            if (from_ is None) is not (to is None) or (through is not None and from_ is None):
                raise DeclarationError(
                    f"{here()}: a relation has both from_= and to=, or neither to follow a foreign key"
                )
            if through is not None and len(through) != 2:
                raise DeclarationError(
                    f"{here()}: through= is two columns of the table between: that of from_, and that of to"
                )
            between = None if through is None else (_columns(through[0]), _columns(through[1]))
            relation = Relation(key, self._many, _columns(from_), _columns(to), between)
            ends = [relation.near, relation.far, *(between or ())]
            if len({len(end) for end in ends}) > 1:
                raise DeclarationError(
                    f"{here()}: the relation to {key} has not the same number of columns at both ends"
                )
            return relation

        return made


class Making:
    """What the function of define_relations() is given: the tables by key, `one` and `many`."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        self.one = _Kind(tables, False)
        self.many = _Kind(tables, True)

    def __getattr__(self, key: str) -> Table:
        try:
            return self._tables[key]
        except KeyError:
            raise DeclarationError(f"{here()}: there is no table {key!r} among {', '.join(self._tables)}") from None


def define_relations(
    schema: Mapping[str, Any] | ModuleType, relations: Callable[[Any], Mapping[str, Mapping[str, Relation]]]
) -> Relations:
    """The relations between tables, for Database(…, relations=…). They make no foreign keys.

    schema      tables by key: a dict or a module
    relations   a function of `r` that gives {table: {relation: r.one.users(from_=r.posts.author, to=r.users.id)}}: r.one and
                r.many have the tables, r itself too. `through=(column of from_, column of to)` names the columns of the table
                between in many-to-many. Without from_ and to the one foreign key between the two tables is followed

    Raises DeclarationError for tables, relations and columns that do not fit.
    """
    given = vars(schema) if isinstance(schema, ModuleType) else schema
    tables = {key: table_of(item) for key, item in given.items() if isinstance(table_of(item), Table)}
    found: dict[str, dict[str, Relation]] = {}
    for key, each in relations(Making(tables)).items():
        if key not in tables:
            raise DeclarationError(f"{here()}: relations are told of {key!r}, which is none of {', '.join(tables)}")
        found[key] = {name: _whole(tables, key, name, relation) for name, relation in each.items()}
    return Relations(tables, found)


def _whole(tables: Mapping[str, Table], key: str, name: str, given: Any) -> Relation:
    """The relation with its columns, which must be of its tables."""
    if not isinstance(given, Relation):
        raise DeclarationError(f"{here()}: the relation {key}.{name} is made by r.one or r.many, not {given!r}")
    relation: Relation = given
    table, other = tables[key], tables[relation.table]
    if name in table._config.columns:
        raise DeclarationError(f"{here()}: the relation {key}.{name} has the name of a column of {table!r}; rename it")
    if not relation.near:
        relation = _followed(table, other, f"{key}.{name}", relation)
    for columns, of in ((relation.near, table), (relation.far, other)):
        for column in columns:
            if column._spec.table is not of:
                raise DeclarationError(f"{here()}: the relation {key}.{name} needs a column of {of!r}, not {column!r}")
    if relation.through and len({id(column._spec.table) for side in relation.through for column in side}) > 1:
        raise DeclarationError(f"{here()}: the relation {key}.{name} goes through columns of two tables")
    return relation


def _followed(table: Table, other: Table, told: str, relation: Relation) -> Relation:
    pairs = [(near, far) for near, far in _references(table) if far._spec.table is other]
    if relation.many or not pairs:
        pairs = [(far, near) for near, far in _references(other) if far._spec.table is table] or pairs
    if len(pairs) != 1:
        raise DeclarationError(
            f"{here()}: {len(pairs) or 'no'} columns reference each other between {table!r} and {other!r}; "
            f"say from_= and to= of the relation {told}"
        )
    return relation._replace(near=(pairs[0][0],), far=(pairs[0][1],))


def _references(table: Table) -> Iterable[tuple[Any, Any]]:
    for column in table._config.columns.values():
        if column._spec.reference:
            target = column._spec.reference.target
            target = target() if getattr(target, "_node", None) != "column" and callable(target) else target
            if getattr(target, "_node", None) == "column":
                yield column, target


def _columns(given: Any) -> tuple[Any, ...]:
    columns = () if given is None else tuple(given) if isinstance(given, (list, tuple)) else (given,)
    for column in columns:
        if getattr(column, "_node", None) != "column":
            raise DeclarationError(f"{here()}: a relation is between columns, not {column!r}")
    return columns


# ---- queries

_OPTIONS = ("with_", "where", "order_by", "limit", "offset", "columns", "extras")


def find(relations: Relations, key: str, options: Mapping[str, Any], db: Any = None) -> Select[Any]:
    """The query of find_many(). Raises DeclarationError for what the tables do not have."""
    table = relations.table(key)
    stand = Stand(table, table._config.name)
    query, parts = _query(relations, key, stand, options, 1)
    return Select(query._facts._replace(fields=_shaped(parts, table, options)), db)


def _shaped(parts: dict[str, Any], table: Table, options: Mapping[str, Any]) -> Shape:
    """The rows: instances of the table's class where they have all of its columns."""
    return Shape(parts, kind=table._row if options.get("columns") is None else None)


def _query(
    relations: Relations, key: str, stand: Stand, options: Mapping[str, Any], depth: int
) -> tuple[Select[Any], dict[str, Any]]:
    """The query without its results, and the results."""
    if unknown := [option for option in options if option not in _OPTIONS]:
        raise DeclarationError(f"{here()}: a query of {key} has no option {unknown[0]!r}; it has {', '.join(_OPTIONS)}")
    query: Select[Any] = Select(SelectFacts(source=stand))
    query = query.where(_where(relations, key, stand, options.get("where"), depth))
    order = options.get("order_by")
    if order is not None:
        query = query.order_by(*_order(stand, _given(order, stand)))
    query = query.limit(options.get("limit"))
    query = query.offset(options.get("offset"))
    parts: dict[str, Any] = {
        name: Field(stand[name], reader(stand[name])) for name in _chosen(stand, options.get("columns"))
    }
    extras = options.get("extras") or {}
    extras = {name: _given(extra, stand) for name, extra in _given(extras, stand).items()}
    for name, field in shape_of(extras).parts.items():
        if not isinstance(field, Field):
            raise DeclarationError(f"{here()}: the extra {name!r} of {key} is an expression, not a table")
        parts[name] = field
    with_ = options.get("with_") or {}
    if not isinstance(with_, Mapping):
        with_ = dict.fromkeys([with_] if isinstance(with_, str) else with_, True)
    for name, asked in with_.items():
        if asked is False or asked is None:
            continue
        if name in parts:
            raise DeclarationError(f"{here()}: the query of {key} has two results named {name!r}")
        parts[name] = _nested(relations, _relation(relations, key, name), stand, {} if asked is True else asked, depth)
    if not parts:
        raise DeclarationError(f"{here()}: the query of {key} chooses no column, extra or relation")
    return query, parts


def _relation(relations: Relations, key: str, name: Any) -> Relation:
    known = relations.relations.get(key, {})
    if name not in known:
        raise DeclarationError(f"{here()}: {key} has no relation {name!r}; it has {', '.join(known) or 'none'}")
    return known[name]


def _nested(relations: Relations, relation: Relation, near: Stand, options: Any, depth: int) -> Nested:
    if not isinstance(options, Mapping):
        raise DeclarationError(
            f"{here()}: what with_ asks of {relation.table} is True or a dict of options, not {options!r}"
        )
    stand = _stand(relations.table(relation.table), "r", depth)
    query, parts = _query(relations, relation.table, stand, options, depth + 1)
    query = _tied(query, relation, near, stand, depth)
    if not relation.many:
        query = query.limit(1)
    plain = query._with(fields=Shape({str(place): Field(part.expression) for place, part in enumerate(parts.values())}))
    inner = plain.subquery("t")
    told = Shape({str(place): Field(_told(part, inner[str(place)])) for place, part in enumerate(parts.values())})
    rows = Select(SelectFacts(fields=told, source=inner)).subquery("t")
    row = (Name("t"), ".*")  # the bare name would be a column of that name where one of the tables outside has it
    made = ("coalesce(json_agg(", *row, "), '[]')") if relation.many else ("row_to_json(", *row, ")")
    expression: Select[Any] = Select(
        SelectFacts(fields=Shape({"0": Field(Expression(made, atomic=True))}), source=rows)
    )
    return Nested(expression, _shaped(parts, stand._stands, options), relation.many)


def _told(part: Any, column: Any) -> Any:
    """The value as JSON can hold it."""
    if isinstance(part, Nested):
        return column
    if getattr(part.expression, "_node", None) == "column":
        return column if plain(part.expression) else Expression(("CAST(", column, " AS text)"), atomic=True)
    # What an expression gives is known to the server alone, which tells the type beside the text.
    return Expression(
        ("json_build_array(CAST(CAST(pg_typeof(", column, ") AS oid) AS bigint), CAST(", column, " AS text))"),
        atomic=True,
    )


def plain(column: Any) -> bool:
    """Whether JSON holds the column's values as they are."""
    data_type = column._spec.type
    return not data_type.dimensions and data_type.name.partition("(")[0] in _PLAIN and data_type.declared is None


def _stand(table: Table, letter: str, depth: int) -> Stand:
    # A name is 63 bytes at most, and one of the query's own hides no table of the user's.
    return Stand(table, f"{letter}{depth}_{table._config.name}".encode()[:60].decode(errors="ignore"))


def _tied(query: Select[Any], relation: Relation, near: Stand, far: Stand, depth: int) -> Select[Any]:
    """The query of the rows that belong to the near row alone."""
    here_ = [near._config.columns[column._spec.key] for column in relation.near]
    there = [far._config.columns[column._spec.key] for column in relation.far]
    if relation.through is None:
        return query.where(*(b == a for a, b in zip(here_, there, strict=True)))
    left, right = relation.through
    between = _stand(left[0]._spec.table, "j", depth)
    left, right = (tuple(between._config.columns[column._spec.key] for column in side) for side in (left, right))
    query = query.inner_join(between, and_(*(b == a for a, b in zip(right, there, strict=True))))
    return query.where(*(b == a for a, b in zip(here_, left, strict=True)))


def _given(given: Any, table: Table) -> Any:
    """What was given, or what a function of the table makes."""
    return given(table) if _function(given) else given


def _function(given: Any) -> bool:
    return callable(given) and not hasattr(given, "_node")


def _chosen(table: Table, columns: Any) -> list[str]:
    have = list(table._config.columns)
    if columns is None:
        return have
    chosen = (
        dict(columns)
        if isinstance(columns, Mapping)
        else dict.fromkeys([columns] if isinstance(columns, str) else columns, True)
    )
    for name in chosen:
        if name not in have:
            raise DeclarationError(f"{here()}: {table._missing(name)}")
    if chosen and not any(chosen.values()):
        return [name for name in have if name not in chosen]
    return [name for name in have if chosen.get(name)]


def _order(table: Table, order: Any) -> list[Any]:
    if isinstance(order, Mapping):
        for name, way in order.items():
            if way not in ("asc", "desc"):
                raise DeclarationError(f'{here()}: the order of {name} is "asc" or "desc", not {way!r}')
        return [_at(table, name).desc() if way == "desc" else _at(table, name) for name, way in order.items()]
    keys = order if isinstance(order, (list, tuple)) else [order]
    return [_at(table, key) if isinstance(key, str) else key for key in keys]


def _at(table: Table, name: str) -> Any:
    if name not in table._config.columns:
        raise DeclarationError(f"{here()}: {table._missing(name)}")
    return table._config.columns[name]


_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": lambda column, value: column == value,
    "ne": lambda column, value: column != value,
    "gt": lambda column, value: column > value,
    "gte": lambda column, value: column >= value,
    "lt": lambda column, value: column < value,
    "lte": lambda column, value: column <= value,
    "in": lambda column, value: column.in_(value),
    "not_in": lambda column, value: column.not_in(value),
    "like": lambda column, value: column.like(value),
    "ilike": lambda column, value: column.ilike(value),
    "not_like": lambda column, value: column.not_like(value),
    "not_ilike": lambda column, value: column.not_ilike(value),
    "array_contains": lambda column, value: binary(column, " @> ", value),
    "array_contained": lambda column, value: binary(column, " <@ ", value),
    "array_overlaps": lambda column, value: binary(column, " && ", value),
    "is_null": lambda column, value: column.is_null() if value else column.is_not_null(),
    "is_not_null": lambda column, value: column.is_not_null() if value else column.is_null(),
}


def _where(relations: Relations, key: str, table: Stand, where: Any, depth: int) -> Any:
    """The condition: an expression, a function of the table, or a dict of columns, relations, AND, OR, NOT and RAW."""
    if where is None:
        return None
    if _function(where):
        where = where(table)
    if not isinstance(where, Mapping):
        return condition(where)

    def inner(each: Any) -> Any:
        return _where(relations, key, table, each, depth)

    made: list[Any] = []
    for name, asked in where.items():
        if name in ("AND", "OR"):
            made.append((and_ if name == "AND" else or_)(*map(inner, asked)))
        elif name == "NOT":
            made.append(~inner(asked))
        elif name == "RAW":
            made.append(condition(_given(asked, table)))
        elif name in table._config.columns:
            made.extend(_compared(table._config.columns[name], asked))
        elif name in relations.relations.get(key, {}):
            made.append(_related(relations, relations.relations[key][name], table, asked, depth))
        else:
            known = ", ".join([*table._config.columns, *relations.relations.get(key, {})])
            raise DeclarationError(f"{here()}: where of {key} has no column or relation {name!r}; there are {known}")
    return and_(*made)


def _compared(column: Any, asked: Any) -> Iterable[Any]:
    if not isinstance(asked, Mapping):
        yield column == asked
        return
    for word, value in asked.items():
        if word not in _COMPARISONS:
            raise DeclarationError(
                f"{here()}: a condition has no operator {word!r}; it has {', '.join(_COMPARISONS)}; for a value that is a dict say eq"
            )
        yield _COMPARISONS[word](column, value)


def _related(relations: Relations, relation: Relation, near: Stand, asked: Any, depth: int) -> Any:
    """Whether a row belongs to this one (True), none does (False), or one that fulfils a condition does."""
    far = _stand(relations.table(relation.table), "r", depth)
    query: Select[Any] = Select(SelectFacts(fields=Shape({"0": Field(Expression(("1",), atomic=True))}), source=far))
    query = _tied(query, relation, near, far, depth)
    if not isinstance(asked, bool):
        query = query.where(_where(relations, relation.table, far, asked, depth + 1))
    found = exists(query)
    return ~found if asked is False else found
