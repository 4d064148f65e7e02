"""What the model of declarations follows from, told without making the model.

Making the model of 1,000 tables takes half a second, and an application with plugins only wants to know at its start whether
they are declared as they were. Tables of columns, keys, checks and indexes are walked as they were declared; whatever else there
is, or comes to be, tells its model's objects. So the essence is sure to change when the model does. That it changes where the
model does not (a column moves) costs a comparison with the catalog, no more.
"""

import enum
import hashlib
from collections.abc import Callable, Iterable
from operator import attrgetter, is_, itemgetter
from typing import Any

import attrs
from attrs import frozen

from mizzle.dsl.check import CheckDeclaration
from mizzle.dsl.column import Column, Spec
from mizzle.dsl.context import Context
from mizzle.dsl.exclusion import ExclusionDeclaration
from mizzle.dsl.foreign_key import ForeignKeyDeclaration, Reference, targets
from mizzle.dsl.index import IndexDeclaration
from mizzle.dsl.primary_key import PrimaryKeyDeclaration
from mizzle.dsl.sql import SQL
from mizzle.dsl.table import Table, TableConfig
from mizzle.dsl.unique import UniqueDeclaration
from mizzle.model.expr import before_dots
from mizzle.model.object import Object, spaces_in
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.table import Table as TableObject

# What Python does with values, and what is told apart: no facts of the model.
_NO_FACTS = {"default_factory", "on_update", "python", "table", "origin"}
_FACTS = [name for name in Spec._fields if name not in {*_NO_FACTS, "type", "name", "key"}]
_facts: Callable[[Spec], tuple[Any, ...]] = itemgetter(*map(Spec._fields.index, _FACTS))
_PLAIN = _facts(Spec(None))  # type: ignore[arg-type]
_CONFIG = [one for one in attrs.fields(TableConfig) if one.name not in ("name", "columns", "extras", "own", "origin")]
_config: Callable[[TableConfig], tuple[Any, ...]] = attrgetter(*(one.name for one in _CONFIG))
_USUAL = tuple(None if isinstance(one.default, attrs.Factory) else one.default for one in _CONFIG)  # type: ignore[arg-type]
_EXTRAS = (
    CheckDeclaration,
    ExclusionDeclaration,
    ForeignKeyDeclaration,
    IndexDeclaration,
    PrimaryKeyDeclaration,
    UniqueDeclaration,
)
# What the kinds of objects do not say: a table with parents, and what is about roles or stands on what is in no namespace.
HEIR, OUTSIDE = "heir", "outside"


@frozen
class Essence:
    """What the model of some declarations follows from.

    digest    SHA-256 of it
    mentions  the namespaces of what the declarations refer to, and the words in raw SQL that may mean one
    kinds     the kinds of its objects, those of plain tables left out, with HEIR and OUTSIDE
    """

    digest: str
    mentions: frozenset[str]
    kinds: frozenset[str]


def essence(found: Iterable[Any], context: Context) -> Essence:
    """The essence of declarations (see declare.declarations()) in this context.

    Raises whatever making the model would raise for what is walked; what is wrong with the whole is for declare() to tell.
    """
    walk = _Walk(context)
    digest = hashlib.sha256(repr((context.namespace, context.casing, sorted(context.extensions.items()))).encode())
    for item in found:  # one by one: what is kept of 10,000 columns sets off garbage collection
        digest.update(repr(walk.item(item)).encode(errors="surrogatepass"))
    return Essence(digest.hexdigest(), frozenset(walk.mentions), frozenset(walk.kinds))


class _UnknownError(Exception):
    """A value of which only the model tells what it means."""


class _Walk:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.mentions: set[str] = set()
        self.kinds: set[str] = set()
        self.types: dict[int, Any] = {}  # what is walked is kept alive by the declarations, so its id() is its own

    def item(self, item: Any) -> Any:
        if isinstance(item, Table):
            try:
                return self._table(item)
            except _UnknownError:
                pass
        return self._model(item)

    def _model(self, item: Any) -> Any:
        told = []
        for said in item._objects(self.context):
            told.append(self._attributes(said))
            made = said if isinstance(said, Object) else said.made  # what is said of privileges
            needs = list(made.requires())
            self.mentions.update(ref.schema for ref in needs if ref.schema)
            self.mentions |= spaces_in(made)
            self.kinds.add(made.kind)
            if any(not ref.schema and ref.kind != "namespace" for ref in needs):
                self.kinds.add(OUTSIDE)
            if isinstance(made, TableObject) and (made.parents or made.partition_of or made.server):
                self.kinds.add(HEIR)
        return told

    def _table(self, table: Table) -> Any:
        config = table._config
        if config.parents or config.bound or config.server or callable(config.partition_by):
            raise _UnknownError
        told = [self.context.place(table, config.namespace), config.name]
        for one, value, usual in zip(_CONFIG, _config(config), _USUAL, strict=True):
            if value is not usual:
                told += [one.name, self.value(value)]
        types, cased = self.types, self.context.cased
        for column in config.columns.values():
            spec = column._spec
            facts = _facts(spec)
            key = id(spec.type)
            if key not in types:
                types[key] = self._attributes(spec.type.type(self.context))
            told.append(spec.name or cased(spec.key))
            told.append(types[key])
            if spec.serial or spec.identity:
                self.kinds.add("sequence")
            if not all(map(is_, facts, _PLAIN)):  # == would be an expression where the default is one
                told.append(self._facts(spec, facts))
        for extra in table._extras():
            if not isinstance(extra, _EXTRAS):
                raise _UnknownError
            told.append(self._attributes(extra))
        return told

    def _facts(self, spec: Spec, facts: tuple[Any, ...]) -> Any:
        unusual = [
            (fact, value) for fact, value, plain in zip(_FACTS, facts, _PLAIN, strict=True) if value is not plain
        ]
        return [(fact, self._fact(spec, fact, value)) for fact, value in unusual]

    def _fact(self, spec: Spec, fact: str, value: Any) -> Any:
        if fact == "default" and not isinstance(value, SQL):
            literal = None if value[0] is None else spec.type.literal(value[0], self.context, value[1])
            self._say(literal.pieces if literal else ())
            return literal and self.value(literal.pieces)
        if fact == "generated":
            expression, stored = value
            return self.value(expression if isinstance(expression, SQL) else expression()), stored
        return self.value(value)

    def value(self, value: Any) -> Any:
        """The value in terms whose repr() is the same in every process."""
        kind = type(value)
        if value is None or kind in (str, bool, int, float, bytes) or kind is Place:
            return None if kind is Place else value
        if kind is Ref:
            if value.schema:
                self.mentions.add(value.schema)
            return tuple(value)
        if isinstance(value, SQL):
            plain = all(type(part) is str for part in value.parts)
            pieces = value.parts if plain else value._pieces(self.context)
            self._say(pieces)
            return pieces if plain else self.value(pieces)
        if isinstance(value, (Column, Table)):
            return self.value(value._ref(self.context))
        if isinstance(value, Reference):
            refs = targets(value.target, self.context, value.origin)
            return self.value(refs), self._attributes(value, without="target")
        if isinstance(value, enum.Enum):
            return kind.__qualname__, value.name
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, (list, tuple)):
            return [self.value(item) for item in value]
        if isinstance(value, dict):
            return [(self.value(key), self.value(item)) for key, item in value.items()]
        if isinstance(value, (set, frozenset)):
            return sorted(map(self.value, value), key=repr)
        if attrs.has(kind) and not callable(value) and not hasattr(kind, "_objects"):
            return self._attributes(value)
        raise _UnknownError

    def _say(self, pieces: Iterable[Any]) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                self.mentions.update(before_dots(piece))

    def _attributes(self, value: Any, without: str = "") -> Any:
        kind = type(value)
        names = [one.name for one in attrs.fields(kind) if one.name != without]
        return kind.__name__, [self.value(getattr(value, name)) for name in names]
