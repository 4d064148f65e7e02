"""Partitioned tables: what pg_table(partition_by=…) takes, and partition_of()."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from attrs import field, frozen

from mizzle.dsl.column import Column
from mizzle.dsl.context import Context
from mizzle.dsl.foreign_server import ForeignDeclaration, elsewhere
from mizzle.dsl.index import key_of
from mizzle.dsl.place import here
from mizzle.dsl.sql import SQL, Value, joined
from mizzle.dsl.table import Columns, Extras, Table, pg_table, table_of
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr, Piece
from mizzle.model.names import qualified
from mizzle.model.place import Place


@frozen
class PartitionKey:
    """What range_(), list_() and hash_() make."""

    strategy: str
    keys: tuple[Any, ...]
    origin: Place = field(eq=False, repr=False)

    def _expr(self, table: Table, context: Context) -> Expr:
        pieces: list[Piece] = [f"{self.strategy} ("]
        for number, given in enumerate(self.keys):
            pieces += [", "] if number else []
            pieces += self._key(given, table, context)
        return Expr(joined([*pieces, ")"]), self.origin)

    def _key(self, given: Any, table: Table, context: Context) -> Iterator[Piece]:
        if isinstance(given, str):
            try:
                given = table[given]
            except KeyError as error:
                raise DeclarationError(f"{self.origin}: {error.args[0]}") from None
        key = key_of(given, self.origin).key(context)
        if isinstance(key.value, Expr):
            yield from ("(", *key.value.pieces, ")")
        else:
            yield key.value
        for word, ref in ((" COLLATE ", key.collation), (" ", key.opclass)):
            if ref:
                yield word + qualified(ref.schema, ref.name)


def range_(*keys: Any) -> PartitionKey:
    """PARTITION BY RANGE: partition_by=range_("created_at"). Keys are names of columns, columns, or sql(...)."""
    return _partition_key("RANGE", keys)


def list_(key: Any) -> PartitionKey:
    """PARTITION BY LIST: partition_by=list_("country")."""
    return _partition_key("LIST", (key,))


def hash_(*keys: Any) -> PartitionKey:
    """PARTITION BY HASH: partition_by=hash_("id")."""
    return _partition_key("HASH", keys)


def _partition_key(strategy: str, keys: tuple[Any, ...]) -> PartitionKey:
    origin = here()
    if not keys:
        raise DeclarationError(f"{origin}: {strategy.lower()}_() takes the columns to partition by")
    return PartitionKey(strategy, tuple(key if isinstance(key, str) else key_of(key, origin) for key in keys), origin)


@frozen
class Bound:
    """What from_to(), in_values() and remainder() make: which rows a partition holds."""

    fragment: SQL

    def _expr(self, context: Context) -> Expr:
        made = self.fragment.expr(context)
        return Expr(joined(["FOR VALUES ", *made.pieces]), made.origin)


def from_to(low: Any, high: Any) -> Bound:
    """The rows from `low` up to but without `high`: from_to("2026-01-01", "2026-02-01").

    A tuple for a key of several columns; sql("MINVALUE") and sql("MAXVALUE") for an open end.
    """
    origin = here()
    ends = [end if isinstance(end, tuple) else (end,) for end in (low, high)]
    if len(ends[0]) != len(ends[1]) or not ends[0]:
        raise DeclarationError(f"{origin}: from_to() takes two ends of as many values, not {low!r} and {high!r}")
    return Bound(SQL(("FROM (", *_listed(ends[0]), ") TO (", *_listed(ends[1]), ")"), origin))


def in_values(*values: Any) -> Bound:
    """The rows whose key is one of the values: in_values("at", "ch", None)."""
    origin = here()
    if not values:
        raise DeclarationError(f"{origin}: in_values() takes the values of the partition's rows")
    return Bound(SQL(("IN (", *_listed(values), ")"), origin))


def remainder(rest: int, *, modulus: int) -> Bound:
    """The rows whose hash leaves this remainder: remainder(0, modulus=4)."""
    origin = here()
    for value in (rest, modulus):
        if not isinstance(value, int) or isinstance(value, bool):
            raise DeclarationError(f"{origin}: remainder() takes integers, not {value!r}")
    if not 0 <= rest < modulus:
        raise DeclarationError(f"{origin}: the remainder must be less than the modulus and not negative, not {rest}")
    return Bound(SQL((f"WITH (modulus {modulus}, remainder {rest})",), origin))


def _listed(values: tuple[Any, ...]) -> Iterator[Any]:
    for number, value in enumerate(values):
        if number:
            yield ", "
        yield value if isinstance(value, SQL) else Value(value)


def partition_of(
    parent: Table,
    name: str,
    *,
    for_values: "Bound | SQL | Literal['default']",
    columns: Columns | None = None,
    extras: Extras = None,
    schema: str | None = None,
    server: str | ForeignDeclaration | None = None,
    foreign_options: Mapping[str, Any] | None = None,
    column_options: Mapping[str, Mapping[str, Any]] | None = None,
    **options: Any,
) -> Table:
    """A partition: partition_of(events, "events_2026", for_values=from_to("2026-01-01", "2027-01-01")).

    for_values  from_to(), in_values(), remainder(), "default", or sql("FROM (…) TO (…)") as PostgreSQL writes it
    columns     columns of the parent that differ here, in a default or NOT NULL
    extras      indexes and constraints of its own; those of the parent come by themselves
    schema      left out: the parent's
    server      the foreign server that has its rows, or its name
    foreign_options, column_options  what the server is told of it, as the options of pg_foreign_table()
    options     as for pg_table(); with partition_by= it is partitioned itself

    Raises DeclarationError for a parent that is not partitioned and for a column that it does not have.
    """
    origin = here()
    parent = table_of(parent)
    if not isinstance(parent, Table):
        raise DeclarationError(f"{origin}: partition_of() takes the parent table, not {parent!r}")
    if parent._config.partition_by is None:
        raise DeclarationError(f"{origin}: table {parent._config.name} has no partition_by")
    if isinstance(for_values, SQL):
        for_values = Bound(for_values)
    if for_values != "default" and not isinstance(for_values, Bound):
        raise DeclarationError(
            f'{origin}: for_values takes from_to(), in_values(), remainder() or "default", not {for_values!r}'
        )
    if "inherits" in options:
        raise DeclarationError(f"{origin}: a partition inherits from its parent alone")
    known = {column._spec.name or key for key, column in parent._config.columns.items()}
    for key, column in (columns or {}).items():
        if isinstance(column, Column) and (column._spec.name or key) not in known:
            raise DeclarationError(f"{origin}: {parent._missing(key)}, and a partition has no others")
    namespace = schema if schema is not None else parent._config.namespace
    table = pg_table(name, columns or {}, extras, schema=namespace, inherits=[parent], **options)
    if server is not None:
        table = elsewhere(table, server, foreign_options, column_options, origin)
    elif foreign_options or column_options:
        raise DeclarationError(
            f"{origin}: foreign_options and column_options of {name} are for a partition with a server"
        )
    return table._with(bound=for_values)
