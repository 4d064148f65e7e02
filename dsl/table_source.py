"""A table of the model as the call of pg_table() or partition_of() that declares it, with all that stands in it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve

from mizzle.dsl import (
    check,
    exclusion,
    foreign_key,
    index,
    policy,
    primary_key,
    privileges,
    rule,
    statistics,
    trigger,
    unique,
)
from mizzle.dsl.foreign_server import options_source
from mizzle.dsl.primary_key import primary_key_name
from mizzle.dsl.sequence import options
from mizzle.dsl.source import (
    STEP,
    Chain,
    Group,
    Module,
    attribute,
    call,
    chained,
    flag,
    flat,
    laid,
    listed,
    literal,
    mapped,
    parameters,
    place,
    said,
)
from mizzle.dsl.types.source import annotation, builder, default
from mizzle.dsl.unique import unique_name
from mizzle.model.check import Check
from mizzle.model.column import Column, given_name, hidden_name
from mizzle.model.domain import Domain
from mizzle.model.exclusion import Exclusion
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.names import chosen, plain
from mizzle.model.names import literal as quoted
from mizzle.model.object import Object, changed
from mizzle.model.policy import Policy
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.privileges import Privileges, beside
from mizzle.model.ref import Ref
from mizzle.model.rule import Rule
from mizzle.model.sequence import Counter, Sequence
from mizzle.model.statistics import Statistics
from mizzle.model.table import PartitionOf, Table
from mizzle.model.trigger import Trigger
from mizzle.model.unique import Unique

SERIALS = {"smallint": "smallserial", "integer": "serial", "bigint": "bigserial"}
EXTRAS: dict[type[Object], Any] = {
    PrimaryKey: primary_key.source,
    Unique: unique.source,
    Check: check.source,
    Exclusion: exclusion.source,
    ForeignKey: foreign_key.source,
    Index: index.source,
    Statistics: statistics.source,
    Policy: policy.source,
    Trigger: trigger.source,
    Rule: rule.source,
}


def source(item: Table, module: Module) -> Any:
    """The call that declares a table, a partition or a table that inherits."""
    parts = [part for part in module.schema.parts(item.ref) if not part.inherited or isinstance(part, Column)]
    columns = sorted((part for part in parts if isinstance(part, Column)), key=lambda part: part.position)
    said = [column for column in columns if not column.inherited or _differs(column, module)]
    inside = {key: part for key, part in _inside(parts).items() if key[1] in {column.ref for column in said}}
    extras = [
        EXTRAS[kind](part, module)
        for kind in EXTRAS
        for part in sorted(parts, key=lambda part: part.ref)
        if isinstance(part, kind) and part not in inside.values()
    ]
    for part in parts:
        if isinstance(part, PrimaryKey | Unique) and not part.valid:
            module.lacks(part, "it is not valid; declared, it is built anew")
    lines = [(column.ref.part, _column(column, inside, module)) for column in said]
    granted = [
        each
        for of in (item, *columns)
        if isinstance(held := module.schema.get(beside("privileges", of.ref)), Privileges)
        for each in privileges.calls(held, module, lambda name: attribute("t", name))
    ]
    extras.extend(granted)
    body = listed(extras)
    listed_ = Group(f"lambda t: {body.head}", body.items, body.tail) if extras else None
    if item.partition_of:
        return _partition(item, item.partition_of, columns, lines, listed_, module)
    parents = [name for ref in item.inherits if (name := module.variable(ref))]
    if len(parents) < len(item.inherits):
        module.lacks(item, "a table that it inherits from is not among these")
    name, protected = literal(item.ref.name), any(isinstance(part, Policy) for part in parts)
    given = [name, mapped(lines), *([listed_] if listed_ else [])]
    if item.server:
        return _foreign(item, columns, given, module)
    if item.ref in module.classes:
        return _class(item, lines, listed_, columns, protected=protected, parents=parents, module=module)
    return module.call(
        "pg_table",
        *given,
        schema=place(item.ref),
        **_facts(item, module),
        inherits=listed(parents) if parents else None,
        row_security=None if item.row_security == protected else str(item.row_security),
    )


def has_class(item: Object, module: Module) -> bool:
    """Whether the class form can say the table: all its columns have names that attributes can have."""
    if not isinstance(item, Table) or item.partition_of or item.server:
        return False
    columns = [part for part in module.schema.parts(item.ref) if isinstance(part, Column) and not part.inherited]
    kinds = {
        module.names[found.ref]: part.ref.part
        for part in columns
        if part.type.ref and (found := module.schema.find(part.type.ref)) and found.ref in module.names
    }
    # A column of a type's name hides the type from the columns behind it.
    hidden = any(kinds.get(part.ref.part, part.ref.part) != part.ref.part for part in columns)
    return (
        bool(columns) and not hidden and all(attribute("t", part.ref.part) == f"t.{part.ref.part}" for part in columns)
    )


def _class(
    item: Table,
    lines: list[tuple[str, Any]],
    extras: Any,
    columns: list[Column],
    *,
    protected: bool,
    parents: list[str],
    module: Module,
) -> str:
    own, base = module.names[item.ref], module.use("PgTable")
    given = _given(own, columns, module)
    head = call(
        f"class {own}",
        f"{base}[{own}New, {own}Changed]" if given else base,
        name=literal(item.ref.name),
        extras=extras,
        schema=place(item.ref),
        **_facts(item, module),
        inherits=listed(parents) if parents else None,
        row_security=None if item.row_security == protected else str(item.row_security),
    )
    body = "".join(
        f"    {name} = {laid(code, STEP, len(name) + 3, bare=True)}\n" for name, code in _unhidden(lines, module)
    )
    return f"{given}{laid(Group(head.head, head.items, '):'))}\n{body}"


def _unhidden(lines: list[tuple[str, Any]], module: Module) -> Iterator[tuple[str, Any]]:
    """The columns, of which each hides what is called alike from those behind it: text = text(), then mizzle.text()."""
    hidden: set[str] = set()
    for name, code in lines:
        used = {word for word in re.findall(r"(?<![\w.\"'])[A-Za-z_]\w*(?=\()", flat(code)) if word in hidden}
        if used:
            module.lines.add("import mizzle")
        yield name, _renamed(code, used)
        hidden.add(name)


def _renamed(code: Any, names: set[str]) -> Any:
    """The code with the module before calls of these names."""
    if not names or isinstance(code, str):
        return code
    if isinstance(code, Chain):
        return Chain(_renamed(code.base, names), tuple(_renamed(each, names) for each in code.calls))
    word, bracket, rest = code.head.partition("(")
    head = f"mizzle.{word}{bracket}{rest}" if word in names else code.head
    return Group(head, tuple((prefix, _renamed(item, names)) for prefix, item in code.items), code.tail)


def _given(name: str, columns: Iterable[Column], module: Module) -> str:
    """The TypedDicts of what an insert and an update give; nothing where they can give no column."""
    new, changed = [], []
    for item in columns:
        if item.generated or (item.identity and item.identity.always):
            continue
        domain = module.schema.find(item.type.ref) if item.type.ref and not item.type.array else None
        full = item.not_null or (isinstance(domain, Domain) and domain.not_null)
        kind = annotation(item.type, module)
        value = f"{module.use('Value')}[{kind}{'' if full or kind == 'Any' else ' | None'}]"
        changed.append(f"    {item.ref.part}: {value}\n")
        if not full or item.default or item.identity:
            value = f"NotRequired[{value}]"
            module.lines.add("from typing import NotRequired")
        new.append(f"    {item.ref.part}: {value}\n")
    if not new:
        return ""
    module.lines.add("from typing import TypedDict")
    return (
        f"class {name}New(TypedDict):\n{''.join(new)}\n\n"
        f"class {name}Changed(TypedDict, total=False):\n{''.join(changed)}\n\n"
    )


def _told(columns: Iterable[Column]) -> list[tuple[str, Any]]:
    """What a foreign server is told of columns."""
    return [(column.ref.part, options_source(column.foreign_options)) for column in columns if column.foreign_options]


def _foreign(item: Table, columns: Iterable[Column], given: Iterable[Any], module: Module) -> Any:
    if item.inherits or item.row_security:
        module.lacks(item, "what it inherits and its row security have no place in the builder")
    told = _told(columns)
    return module.call(
        "pg_foreign_table",
        *given,
        server=literal(item.server.name) if item.server else None,
        options=options_source(item.foreign_options),
        column_options=mapped(told) if told else None,
        schema=place(item.ref),
        comment=said(item.comment),
    )


def _partition(
    item: Table, of: PartitionOf, columns: Iterable[Column], lines: list[tuple[str, Any]], extras: Any, module: Module
) -> Any:
    parent = module.variable(of.parent)
    text = str(of.bound.plain)
    if parent is None:
        module.lacks(item, f"its parent {of.parent} is not among these")
        parent = literal(str(of.parent))
    bound: Any = literal("default") if text == "DEFAULT" else module.sql(text.removeprefix("FOR VALUES "))
    return module.call(
        "partition_of",
        parent,
        literal(item.ref.name),
        for_values=bound,
        columns=mapped(lines) if lines else None,
        extras=extras,
        schema=None if item.ref.schema == of.parent.schema else literal(item.ref.schema),
        server=literal(item.server.name) if item.server else None,
        foreign_options=options_source(item.foreign_options),
        column_options=mapped(told) if (told := _told(columns)) else None,
        **_facts(item, module),
        row_security=None if not item.row_security else "True",
    )


def _facts(item: Table, module: Module) -> dict[str, Any]:
    key = item.partition_by.text(lambda ref: plain(ref.own), str) if item.partition_by else ""
    return {
        "comment": said(item.comment),
        "unlogged": flag(item.unlogged),
        "force_row_security": flag(item.force_row_security),
        "options": parameters(item.options),
        "partition_by": _partition_key(item, key, module) if key else None,
        "access_method": None if item.method == "heap" else literal(item.method),
        "tablespace": said(item.tablespace),
        "replica_identity": None if item.replica in ("default", "index") else literal(item.replica),
        "replica_identity_index": literal(item.identified.name) if item.identified else None,
        "of_type": said(str(item.of_type)) if item.of_type else None,
        "cluster_on": literal(item.clustered.name) if item.clustered else None,
    }


def _partition_key(item: Table, key: str, module: Module) -> Any:
    """range_("day"), range_(sql("lower(name)").collate("C")): the keys as PostgreSQL prints them."""
    strategy, _, rest = key.partition(" ")
    columns = {part.ref.part for part in module.schema.parts(item.ref) if isinstance(part, Column)}
    keys = []
    for text in _split(rest[1:-1]):
        found = _KEY.match(text)
        value, collation, opclass = found.groups() if found else (text, None, None)
        name = value[1:-1].replace('""', '"') if value.startswith('"') else value
        made: Any = literal(name) if name in columns else module.sql(_bare(value))
        behind = [("collate", collation), ("op", opclass)]
        if name in columns and (collation or opclass):
            made = f"sql({literal(value)})"
            module.use("sql")
        keys.append(chained(made, [call(word, literal(_unquoted(said_))) for word, said_ in behind if said_]))
    return module.call({"RANGE": "range_", "LIST": "list_", "HASH": "hash_"}[strategy], *keys)


_KEY = re.compile(r'("(?:[^"]|"")+"|[^\s"(]+(?:\(.*\))?|\(.*\))(?: COLLATE (\S+))?(?: (\S+))?\Z', re.DOTALL)


def _split(text: str) -> Iterator[str]:
    """The parts between the commas outside of parentheses and quotes."""
    depth, start, quote = 0, 0, ""
    for position, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "," and not depth:
            yield text[start:position].strip()
            start = position + 1
    yield text[start:].strip()


def _bare(value: str) -> str:
    return value[1:-1] if value.startswith("(") else value


def _unquoted(name: str) -> str:
    """A name as builders take it: without quotes, and without PostgreSQL's own schema."""
    return name.removeprefix("pg_catalog.").replace('"', "")


def _inside(parts: Iterable[Object]) -> dict[tuple[type[Object], Ref], Object]:
    """The constraints that a column's modifiers can say, by kind and column."""
    found: dict[tuple[type[Object], Ref], Object] = {}
    for part in parts:
        if isinstance(part, Key) and len(part.columns) == 1:
            plain = not (part.include or part.options or part.deferrable or part.tablespace or part.comment)
            usual = part.ref.part == primary_key_name(part.ref.name, [""]) or isinstance(part, Unique)
            if plain and usual:
                found.setdefault((type(part), part.columns[0]), part)
        elif isinstance(part, ForeignKey) and foreign_key.fits_column(part):
            found.setdefault((ForeignKey, part.columns[0]), part)
    return found


def _differs(item: Column, module: Module) -> bool:
    """Whether a column says more than the parents that it comes from."""
    above = [part for ref in item.inherited if isinstance(part := module.schema.get(ref), Column)]
    if not above:
        return True
    given = evolve(
        above[0],
        ref=item.ref,
        not_null=any(part.not_null for part in above),
        not_null_not_valid=any(part.not_null_not_valid for part in above) and not any(part.not_null for part in above),
        identity=None,
        statistics=None,
        options=(),
        comment=None,
        foreign_options=item.foreign_options,
        not_null_name=item.not_null_name,
    )
    return bool(changed(given, item))


def _column(item: Column, inside: dict[tuple[type[Object], Ref], Object], module: Module) -> Any:
    key = inside.get((PrimaryKey, item.ref))
    counted = _serial(item, module)
    calls = list(_modifiers(item, module, keyed=key is not None, counted=counted is not None))
    if key:
        calls.insert(0, call("primary_key"))
    if isinstance(one := inside.get((Unique, item.ref)), Unique):
        usual = one.ref.part == unique_name(one.ref.name, [item.ref.part])
        nulls = literal("not distinct") if one.nulls_not_distinct else None
        calls.append(call("unique", *([] if usual else [literal(one.ref.part)]), nulls=nulls))
    if isinstance(far := inside.get((ForeignKey, item.ref)), ForeignKey):
        calls.append(foreign_key.modifier(far, module))
    if item.comment is not None:
        calls.append(call("comment", literal(item.comment)))
    return chained(module.call(SERIALS[item.type.name]) if counted else builder(item.type, module), calls)


def _modifiers(item: Column, module: Module, *, keyed: bool, counted: bool) -> Iterator[Group]:
    called = given_name(item.not_null_name) if item.refuses_null else None
    if called or item.not_null_not_valid or (item.not_null and not keyed and not counted and not item.identity):
        yield call(
            "not_null", name=literal(called) if called else None, valid="False" if item.not_null_not_valid else None
        )
    if item.default and not counted:
        yield default(item.default, item.type, module)
    if item.generated:
        expression = module.sql(item.generated.expr)
        yield call("generated_always_as", expression, stored=None if item.generated.stored else "False")
    if item.identity:
        word = "always" if item.identity.always else "by_default"
        sequence = item.identity.sequence
        name = None if sequence in (None, hidden_name(item.ref)) else literal(str(sequence))
        yield call(f"generated_{word}_as_identity", name=name, **options(item.identity.counter))
    if item.collation:
        ref = item.collation
        yield call("collate", literal(ref.name if ref.schema == "pg_catalog" else f"{ref.schema}.{ref.name}"))
    if item.storage:
        yield call("storage", literal(item.storage))
    if item.compression:
        yield call("compression", literal(item.compression))
    if item.statistics is not None:
        yield call("statistics", str(item.statistics))
    if given := parameters(item.options):
        yield call("with_", given)


def _serial(item: Column, module: Module) -> Sequence | None:
    """The sequence of a column that serial() declares with it."""
    ref = Ref("sequence", item.ref.schema, chosen(f"{item.ref.name}_{item.ref.part}_seq"))
    owned = module.schema.get(ref)
    table = module.schema.get(item.ref.table)
    if (
        not isinstance(owned, Sequence)
        or owned.owned_by != item.ref
        or item.type.name not in SERIALS
        or not item.default
    ):
        return None
    usual = Sequence(
        ref=ref,
        counter=Counter.make(item.type.name),
        owned_by=item.ref,
        unlogged=bool(getattr(table, "unlogged", False)),
    )
    counts = owned.feeds(item.default.text(str, lambda regclass: quoted(str(regclass))))
    return owned if owned == usual and counts and item.not_null else None


def serials(module: Module) -> Iterator[tuple[Ref, Ref]]:
    """The sequences that columns declare with themselves, and the columns."""
    for item in module.schema.of(Column):
        if found := _serial(item, module):
            yield found.ref, item.ref
