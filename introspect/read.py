"""Read a whole catalog with a fixed number of queries, whatever the number of tables."""

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import psycopg
from attrs import Factory, define, evolve

from mizzle.introspect.kinds import ALWAYS, KINDS, READERS, SIGNS
from mizzle.introspect.names import Names, Row, make_type
from mizzle.introspect.reader import Facts, Key, Reader
from mizzle.introspect.stored import texts
from mizzle.introspect.unread import unread
from mizzle.model.object import Object
from mizzle.model.ref import Ref, signed
from mizzle.model.schema import Schema

Connection = psycopg.Connection[Any]

USER_NAMESPACES = """
    SELECT oid, nspname FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname"""
MEMBERS = """
    SELECT d.classid::regclass::text, d.objid FROM pg_depend d
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'"""
RELATIONS = """
    SELECT c.oid, c.relnamespace, c.relname, c.relkind::text
    FROM pg_class c WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND c.relnamespace = ANY(%s)"""
PARENTS = """
    SELECT i.inhrelid, array_agg(i.inhparent ORDER BY i.inhseqno) FROM pg_inherits i
    JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relkind IN ('r', 'p', 'f') GROUP BY i.inhrelid"""
IDENTITIES = """
    SELECT d.refobjid, d.refobjsubid, c.relname,
           format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle
    FROM pg_class c
    JOIN pg_sequence s ON s.seqrelid = c.oid
    JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i'
         AND d.refclassid = 'pg_class'::regclass
    WHERE c.relkind = 'S' AND c.relnamespace = ANY(%s)"""
TYPES = """
    SELECT p.t, p.m, format_type(p.t, p.m), format_type(b.oid, NULL), n.nspname, b.typname, t.oid <> b.oid,
           t.typtype::text, t.typbasetype, t.typcollation
    FROM unnest(%s::oid[], %s::int[]) p (t, m)
    JOIN pg_type t ON t.oid = p.t
    JOIN pg_type b ON b.oid = CASE WHEN t.typelem <> 0 AND t.typstorage <> 'p'
         AND t.typsubscript = 'array_subscript_handler'::regproc THEN t.typelem ELSE t.oid END
    JOIN pg_namespace n ON n.oid = b.typnamespace"""
COLLATIONS = """
    SELECT c.oid, n.nspname, c.collname FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
    WHERE c.oid = ANY(%s)"""
OPCLASSES = """
    SELECT o.oid, n.nspname, o.opcname, o.opcdefault, o.opcintype
    FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace"""
FUNCTIONS = """
    SELECT p.oid, p.pronamespace, n.nspname, p.proname, p.prokind::text, p.proargtypes::oid[]
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.oid = ANY(%s)"""
COMMENTS = """
    SELECT classoid::regclass::text, objoid, objsubid, description FROM pg_description
    WHERE objoid >= 16384 OR classoid = 'pg_namespace'::regclass"""


@define
class Catalog:
    """What a server has: facts by ref for comparison, model objects when they are asked for."""

    version: int
    facts: dict[Ref, Facts]
    not_modelled: dict[str, int] = Factory(dict)
    found: list[Key] = Factory(list)  # the key of each of the facts
    whole: "Catalog | None" = None  # what this is a part of
    needs: dict[Ref, frozenset[Ref]] = Factory(
        dict
    )  # what the server recorded (introspect/depends.py), where it was asked

    def addressed(self) -> Iterator[tuple[Ref, Key]]:
        """The refs of the whole catalog with the numbers by which the server knows them."""
        whole = self.whole or self
        return zip(whole.facts, whole.found, strict=True)

    def schema(self, like: "Catalog | None" = None) -> Schema:
        """The model. Objects that are equal in `like` are its very objects, so that comparing them costs nothing."""
        if like is None:
            return self._schema
        known, theirs, needs = like._schema, like.facts, like.needs
        return Schema(
            known[ref]
            if theirs.get(ref) == facts and needs.get(ref) == self.needs.get(ref)
            else self._load(ref, facts, position)
            for position, (ref, facts) in enumerate(self.facts.items())
        )

    @cached_property
    def _schema(self) -> Schema:
        return Schema(self._load(ref, facts, position) for position, (ref, facts) in enumerate(self.facts.items()))

    def _load(self, ref: Ref, facts: Facts, position: int) -> Object:
        made = READERS[ref.kind].load(ref, facts, position)
        needed = self.needs.get(ref)
        return evolve(made, depends=needed) if needed else made

    def only(self, namespaces: Sequence[str] | None) -> "Catalog":
        """The part of the catalog that stands in these namespaces; None for all."""
        if namespaces is None:
            return self
        wanted = set(namespaces)
        return Catalog(
            self.version,
            {
                ref: facts
                for ref, facts in self.facts.items()
                if (ref.schema or (ref.name if ref.kind == "namespace" else "")) in wanted
            },
            self.not_modelled,
            whole=self,
        )


def read(
    connection: Connection,
    namespaces: Sequence[tuple[int, str]] | None = None,
    *,
    whole: bool = True,
    asked: Collection[str] = (),
) -> Catalog:
    """The catalog of a database.

    The session must have search_path = '' so that the server prints qualified names.
    `namespaces` are (oid, name) pairs; left out, all that are not PostgreSQL's own.
    `asked` are kinds that are read only when somebody asks for them: "owner", "role", "database_privileges".
    `whole=False` leaves out what copies of tables cannot have: comments and kinds that are not modelled.
    """
    with connection.cursor(binary=True) as cursor, no_collection():
        version = connection.info.server_version
        names = Names(version)
        names.members = frozenset(_rows(cursor, MEMBERS)) if whole else frozenset()
        if namespaces is None:
            namespaces = [
                pair for pair in _rows(cursor, USER_NAMESPACES) if ("pg_namespace", pair[0]) not in names.members
            ]
        names.namespaces = dict(namespaces)
        scope = [list(names.namespaces)]
        signs = {ALWAYS, *(sign for (sign,) in _rows(cursor, SIGNS))}
        readers = {kind: READERS[kind] for kind, sign in KINDS.items() if sign in signs or kind in asked}
        _relations(_rows(cursor, RELATIONS, scope), readers, names)
        names.parents = dict(_rows(cursor, PARENTS))
        rows: dict[str, list[Row]] = {}
        for kind, reader in readers.items():
            text = reader.query(version)
            rows[kind] = _rows(cursor, text, scope) if text else []
        _columns(rows["column"], names)
        called = {oid for kind, reader in readers.items() for oid in reader.functions(rows[kind])}
        functions = _rows(cursor, FUNCTIONS, [list(called)]) if called else []
        types = {pair for kind, reader in readers.items() for pair in reader.types(rows[kind])}
        _types(cursor, types | {(type_, -1) for *_, arguments in functions for type_ in arguments}, names)
        _functions(functions, names)
        names.opclasses = {
            oid: (Ref("opclass", schema, name), default, input_type)
            for oid, schema, name, default, input_type in _rows(cursor, OPCLASSES)
        }
        used = {oid for kind, reader in readers.items() for oid in reader.collations(rows[kind]) if oid}
        names.collations = {
            oid: Ref("collation", schema, name) for oid, schema, name in _rows(cursor, COLLATIONS, [list(used)])
        }
        trees = (tree for kind, reader in readers.items() for tree in reader.trees(rows[kind]))
        names.texts = texts(trees, names, lambda text, oids: _rows(cursor, text, [oids]))
        if whole:
            names.comments = {(catalog, oid, part): text for catalog, oid, part, text in _rows(cursor, COMMENTS)}
        for table, number, name, *counter in _rows(cursor, IDENTITIES, scope):
            names.identities[table, number] = (name, tuple(counter))
        facts: dict[Ref, Facts] = {}
        keys: list[Key] = []
        names.address = _Addresses(facts, keys, names)
        for kind, reader in readers.items():
            for key, ref, row in reader.facts(rows[kind], names):
                facts[ref] = row
                keys.append(key)
        if whole:
            there = signs | {f"comment {catalog}" for catalog, *_ in names.comments}
            for what, number in _rows(cursor, unread(version, there), {"n": scope[0]}):
                names.count(what, number)
        return Catalog(version, facts, names.not_modelled, keys)


class _Addresses:
    """Refs by the place where the server knows them. Those of most objects are made when the first is asked for."""

    def __init__(self, facts: dict[Ref, Facts], keys: list[Key], names: Names) -> None:
        self.facts, self.keys, self.names = facts, keys, names

    def __call__(self, catalog: str, oid: int, number: int) -> Ref | None:
        if catalog == "pg_namespace":
            return Ref("namespace", "", self.names.namespaces[oid]) if oid in self.names.namespaces else None
        relation = self.names.relations.get(oid) if catalog == "pg_class" else None
        if relation is not None and (not number or relation.kind == "table"):
            return self.names.columns.get((oid, number)) if number else relation
        return self.known.get((catalog, oid, number))

    @cached_property
    def known(self) -> dict[tuple[str, int, int], Ref]:
        return {
            (READERS[ref.kind].catalog, *(key if isinstance(key, tuple) else (key, 0))): ref
            for ref, key in zip(self.facts, self.keys, strict=True)
        }


def _rows(cursor: psycopg.Cursor[Any], text: str, parameters: Any = None) -> list[Row]:
    return cursor.execute(text.encode(), parameters, prepare=False).fetchall()


def _relations(rows: list[Row], readers: Mapping[str, Reader], names: Names) -> None:
    modelled = {relkind: kind for kind, reader in readers.items() for relkind in reader.relkind}
    for oid, schema, name, kind in rows:
        if ("pg_class", oid) not in names.members:
            names.relations[oid] = Ref(modelled[kind], names.namespaces[schema], name)


def _columns(rows: list[Row], names: Names) -> None:
    relations, columns, types = names.relations, names.columns, names.column_types
    for row in rows:
        table = relations.get(row[0])
        if table is not None:
            columns[row[0], row[1]] = Ref("column", table.schema, table.name, row[2])
            types[row[0], row[1]] = (row[3], row[8])


def _types(cursor: psycopg.Cursor[Any], used: set[tuple[int, int]], names: Names) -> None:
    """The types that columns have, as pairs of type and modifier."""
    found = _rows(cursor, TYPES, [[oid for oid, _ in used], [modifier for _, modifier in used]])
    for oid, modifier, text, base_text, schema, name, array, kind, domain_base, collation in found:
        bare = text[:-2] if array else text
        own = schema != "pg_catalog"
        names.types[oid, modifier] = make_type(
            bare[len(base_text) :] if own else bare, Ref("type", schema, name) if own else None, array
        )
        names.type_kinds[oid] = ("a" if array else kind, domain_base)
        names.type_collations[oid] = collation


def _functions(rows: list[Row], names: Names) -> None:
    for oid, namespace, namespace_name, name, kind, arguments in rows:
        types = ", ".join([str(names.types[type_, -1]) for type_ in arguments])
        names.functions[oid] = Ref(
            "aggregate" if kind == "a" else "function",
            names.namespaces.get(namespace) or namespace_name,
            signed(name, types),
        )


@contextmanager
def no_collection() -> Iterator[None]:
    """Garbage collection during the load can triple the client's part: nothing here is garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
