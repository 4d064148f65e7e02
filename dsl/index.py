"""index() and unique_index(), and the keys that indexes and exclusion constraints share."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from mizzle.dsl.collating import collation
from mizzle.dsl.context import Context
from mizzle.dsl.given import checked, columns, optional, remark, word
from mizzle.dsl.place import here
from mizzle.dsl.source import Group, Module, attribute, call, chained, literal
from mizzle.dsl.source import parameters as pairs
from mizzle.dsl.sql import SQL, built, fragment, mentioned
from mizzle.model.errors import DeclarationError
from mizzle.model.index import Index, IndexKey
from mizzle.model.names import chosen
from mizzle.model.place import Place
from mizzle.model.ref import Ref

if TYPE_CHECKING:
    from mizzle.dsl.query.expression import Operators


@frozen
class IndexColumn:
    """A column or expression as a key of an index: order, NULLS, operator class, collation."""

    value: Any
    descending: bool = False
    first: bool | None = None
    opclass: str | None = None
    opclass_options: tuple[tuple[str, str], ...] = ()
    collation: Any = None

    def asc(self) -> "IndexColumn":
        return evolve(self, descending=False)

    def desc(self) -> "IndexColumn":
        return evolve(self, descending=True)

    def nulls_first(self) -> "IndexColumn":
        return evolve(self, first=True)

    def nulls_last(self) -> "IndexColumn":
        return evolve(self, first=False)

    def _ordered(self) -> tuple[Any, str]:
        """The value, and the words behind it in the ORDER BY of a query."""
        nulls = "" if self.first is None else f" NULLS {'FIRST' if self.first else 'LAST'}"
        return self.value, f" {'DESC' if self.descending else 'ASC'}{nulls}"

    def op(self, opclass: str, **options: Any) -> "IndexColumn":
        """Use an operator class, with its parameters: .op("gist_trgm_ops", siglen=32)."""
        return evolve(
            self, opclass=word(opclass, "op() takes the name of an operator class"), opclass_options=parameters(options)
        )

    def collate(self, collation: Any) -> "IndexColumn":
        """Another collation than the column's: a name, or what pg_collation() made."""
        if isinstance(collation, str) or not hasattr(collation, "_ref"):
            word(collation, "collate() takes the name of a collation")
        return evolve(self, collation=collation)

    def key(self, context: Context, operator: str | None = None) -> IndexKey:
        """The key as the model has it."""
        value = self.value if mentioned(self.value) else built(self.value)
        return IndexKey(
            value=value.expr(context) if isinstance(value, SQL) else value._piece(context),
            descending=self.descending,
            nulls_first=self.descending if self.first is None else self.first,
            opclass=named("opclass", self.opclass, context),
            opclass_options=self.opclass_options,
            collation=collation(self.collation, context),
            operator=named("operator", operator, context),
        )


def parameters(options: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Storage parameters as the catalog keeps them: strings. Raises DeclarationError for what is no parameter."""
    if not isinstance(options, Mapping):
        raise DeclarationError(f"{here()}: parameters are a dict of name → value, not {options!r}")
    return tuple((checked(name, "parameter"), _parameter(name, value)) for name, value in options.items())


def _parameter(name: str, value: Any) -> str:
    if not isinstance(value, (str, int, float)):
        raise DeclarationError(f"{here()}: the parameter {name} is a string, a number or a bool, not {value!r}")
    return str(value).lower() if isinstance(value, bool) else str(value)


# The operator classes of extensions that people use by their bare names.
_OPCLASSES = {
    "vector": ("vector_", "halfvec_", "sparsevec_", "bit_hamming_", "bit_jaccard_"),
    "pg_trgm": ("gin_trgm_", "gist_trgm_"),
    "hstore": ("gin_hstore_", "gist_hstore_"),
    "ltree": ("gist_ltree_", "gist__ltree_"),
    "citext": ("citext_",),
    "intarray": ("gin__int_", "gist__int"),
}


def named(kind: str, name: str | None, context: Context) -> Ref | None:
    """An operator class or operator by name; one without a namespace is PostgreSQL's, or a known extension's."""
    if name is None:
        return None
    namespace, dot, own = name.rpartition(".")
    if dot and namespace:
        return Ref(kind, namespace, own)
    for extension, beginnings in _OPCLASSES.items():
        if kind == "opclass" and name.startswith(beginnings):
            return Ref(kind, context.extensions.get(extension, "public"), name)
    return Ref(kind, "pg_catalog", name)


def key_of(value: Any, origin: Place | None) -> IndexColumn:
    """Whatever stands in .on(...) as a key."""
    if isinstance(value, IndexColumn):
        return value
    if isinstance(value, SQL) or mentioned(value) or getattr(value, "_node", None) == "parts":
        return IndexColumn(value)
    raise DeclarationError(f"{origin}: an index key is a column or sql(...), not {value!r}")


@frozen
class IndexDeclaration:
    """What index() makes."""

    name: str | None
    unique: bool
    origin: Place | None = field(default=None, eq=False, repr=False)
    keys: tuple[IndexColumn, ...] = ()
    method: str = "btree"
    condition: SQL | None = None
    included: tuple[Any, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    not_distinct: bool = False
    online: bool = False
    text: str | None = None
    renamed: str | None = None
    place: str | None = None
    targets: tuple[tuple[int, int], ...] = ()

    def on(self, *keys: Any) -> "IndexDeclaration":
        """The columns and expressions of the index."""
        return evolve(self, keys=tuple(key_of(key, self.origin) for key in keys))

    def using(self, method: str, *keys: Any) -> "IndexDeclaration":
        """The access method, and the keys if they are not given by on(): .using("gin", table.tags)."""
        changed = evolve(self, method=word(method, "using() takes the name of an access method").lower())
        return changed.on(*keys) if keys else changed

    def where(self, condition: "SQL | Operators") -> "IndexDeclaration":
        """Index only the rows for which the condition holds."""
        return evolve(self, condition=fragment(condition, "where()"))

    def include(self, *included: Any) -> "IndexDeclaration":
        """Carry further columns in the index (INCLUDE)."""
        return evolve(self, included=columns(included, "include()"))

    def with_(self, options: Mapping[str, Any]) -> "IndexDeclaration":
        """Storage parameters: .with_({"fillfactor": 70})."""
        return evolve(self, options=parameters(options))

    def tablespace(self, name: str) -> "IndexDeclaration":
        return evolve(self, place=checked(name, "tablespace"))

    def nulls_not_distinct(self) -> "IndexDeclaration":
        """Treat NULLs as equal; for unique indexes (PostgreSQL 15)."""
        if not self.unique:
            raise DeclarationError(f"{here()}: nulls_not_distinct() is for unique indexes")
        return evolve(self, not_distinct=True)

    def statistics(self, targets: Mapping[int, int]) -> "IndexDeclaration":
        """The statistics targets of keys that are expressions, by the key's number: .statistics({1: 500})."""
        found = dict(targets) if isinstance(targets, Mapping) else {}
        whole = all(type(word) is int for pair in found.items() for word in pair)
        if not found or not whole or not all(number > 0 and 0 <= target <= 10_000 for number, target in found.items()):
            raise DeclarationError(f"{here()}: statistics() takes numbers of keys, each with a target from 0 to 10000")
        return evolve(self, targets=tuple(found.items()))

    def concurrently(self) -> "IndexDeclaration":
        """Build it without blocking writers where the plan may leave the transaction. How, not what: no fact."""
        return evolve(self, online=True)

    def comment(self, text: str) -> "IndexDeclaration":
        return evolve(self, text=remark(text))

    def renamed_from(self, old: str) -> "IndexDeclaration":
        return evolve(self, renamed=checked(old, "index"))

    def _part(self, table: Ref, context: Context) -> Index:
        if not self.keys:
            raise DeclarationError(f"{self.origin}: index {self.name or ''} of {table} has no .on(...)")
        keys = tuple(key.key(context) for key in self.keys)
        for number, _ in self.targets:
            if number > len(keys) or isinstance(keys[number - 1].value, Ref):
                raise DeclarationError(
                    f"{self.origin}: key {number} of index {self.name or ''} of {table} is no expression; "
                    "a column's statistics target is its own: .statistics(…) there"
                )
        return Index(
            ref=Ref("index", table.schema, self.name or self._chosen(table, keys)),
            table=table,
            keys=keys,
            unique=self.unique,
            nulls_not_distinct=self.not_distinct,
            method=self.method,
            include=tuple(column._ref(context) for column in self.included),
            where=self.condition.expr(context) if self.condition else None,
            options=self.options,
            tablespace=self.place,
            statistics=self.targets,
            comment=self.text,
            chosen=self.name is None,
            renamed=self.renamed,
            origin=self.origin,
        )

    def _chosen(self, table: Ref, keys: tuple[IndexKey, ...]) -> str:
        if not all(isinstance(key.value, Ref) for key in keys):
            raise DeclarationError(f"{self.origin}: an index on an expression needs a name: index('…').on(sql(…))")
        columns = [key.value.part for key in keys if isinstance(key.value, Ref)]
        return chosen("_".join([table.name, *columns, "index"]))


def index(name: str | None = None) -> IndexDeclaration:
    """An index: index("users_email_idx").on(table.email)."""
    return IndexDeclaration(optional(name, "index"), False, here())


def unique_index(name: str | None = None) -> IndexDeclaration:
    """A unique index (not a constraint: it may have expressions and a condition, and no foreign key may need it)."""
    return IndexDeclaration(optional(name, "index"), True, here())


def source(item: Index, module: Module) -> Any:
    """The extra that declares an index."""
    columns = [key.value.part for key in item.keys if isinstance(key.value, Ref)]
    usual = item.ref.name == chosen("_".join([item.table.name, *columns, "index"])) and len(columns) == len(item.keys)
    made = module.call("unique_index" if item.unique else "index", *([] if usual else [literal(item.ref.name)]))
    viewed = item.table.kind != "table"
    keys = [key_source(key, module, viewed=viewed) for key in item.keys]
    on = call("on", *keys) if item.method == "btree" else call("using", literal(item.method), *keys)
    if not item.valid:
        module.lacks(item, "it is not valid; declared, it is built anew")
    return chained(
        made,
        [
            on,
            call("include", *(_column(ref, viewed=viewed) for ref in item.include)) if item.include else None,
            call("nulls_not_distinct") if item.nulls_not_distinct else None,
            call("where", module.sql(item.where)) if item.where else None,
            call("with_", options) if (options := pairs(item.options)) else None,
            call("tablespace", literal(item.tablespace)) if item.tablespace else None,
            call("statistics", f"{{{', '.join(f'{key}: {target}' for key, target in item.statistics)}}}")
            if item.statistics
            else None,
            call("comment", literal(item.comment)) if item.comment is not None else None,
        ],
    )


def _column(ref: Ref, *, viewed: bool) -> str:
    """A column of the table, or of the materialized view, whose columns are no attributes."""
    return f"t[{literal(ref.part)}]" if viewed else attribute("t", ref.part)


def key_source(key: IndexKey, module: Module, *, viewed: bool = False) -> Any:
    """A key as .on() takes it: t.name.desc(), sql("lower(name)")."""
    value = _column(key.value, viewed=viewed) if isinstance(key.value, Ref) else module.sql(key.value)
    calls: list[Group | None] = []
    if key.opclass:
        options = [f"{name}={_option(text)}" for name, text in key.opclass_options]
        calls.append(call("op", literal(_bare(key.opclass)), *options))
    if key.collation:
        calls.append(call("collate", literal(_bare(key.collation))))
    calls.append(call("desc") if key.descending else None)
    if key.nulls_first != key.descending:
        calls.append(call("nulls_first" if key.nulls_first else "nulls_last"))
    return chained(value, calls)


def _option(text: str) -> str:
    return text if text.isdecimal() else literal(text)


def _bare(ref: Ref) -> str:
    """A name as builders take it: without PostgreSQL's own schema."""
    return ref.name if ref.schema == "pg_catalog" else f"{ref.schema}.{ref.name}"
