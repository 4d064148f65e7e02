from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row, open_options, pairs
from mizzle.introspect.objects.sequence import load_counter
from mizzle.introspect.reader import Facts, Found, Reader, Tree
from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.ref import Ref

STORAGES = {"p": "plain", "e": "external", "x": "extended", "m": "main"}
COMPRESSIONS = {"p": "pglz", "l": "lz4"}


class ColumnReader(Reader):
    catalog = "pg_class"

    def query(self, version: int) -> str:
        # attnotnull is true as soon as a NOT NULL is there, also one that is NOT VALID (18).
        own, constraints = "NULL::text, false, NULL::text, false", ""
        if version >= 180000:
            own = """CASE WHEN u.coninhcount = 0 THEN u.conname::text END,
                   coalesce(u.conislocal AND u.coninhcount > 0, false),
                   CASE WHEN u.coninhcount > 0 THEN u.conname::text END,
                   coalesce(NOT u.convalidated, false)"""
            constraints = """LEFT JOIN pg_constraint u
                ON u.contype = 'n' AND u.conrelid = a.attrelid AND u.conkey[1] = a.attnum"""
        return f"""
            SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity::text,
                   a.attgenerated::text, a.attcollation,
                   d.oid, d.adbin::text, a.attinhcount > 0, a.attislocal,
                   CASE WHEN a.attstorage <> t.typstorage OR a.attcompression <> '' OR a.attstattarget >= 0
                             OR a.attoptions IS NOT NULL
                        THEN ARRAY[nullif(a.attstorage, t.typstorage)::text, nullif(a.attcompression, '')::text,
                                   CASE WHEN a.attstattarget >= 0 THEN a.attstattarget::text END] || a.attoptions END,
                   a.attfdwoptions, {own}
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef d ON a.atthasdef AND d.adrelid = a.attrelid AND d.adnum = a.attnum
            {constraints}
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'm', 'p', 'f') AND c.relnamespace = ANY(%s)
            ORDER BY a.attrelid, a.attnum"""

    def types(self, rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
        return ((row[3], row[4]) for row in rows)

    def collations(self, rows: Iterable[Row]) -> Iterator[int]:
        return (row[8] for row in rows)

    def trees(self, rows: Iterable[Row]) -> Iterator[Tree]:
        return (("pg_attrdef", row[9], row[0], row[10]) for row in rows if row[9] is not None)

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        columns, types, collations, comments = names.columns, names.types, names.collations, names.comments
        texts = names.texts
        for row in rows:
            table, number, name, type_oid, modifier, not_null, identity, generated, collation, default, _, *others = row
            inherited, local, attributes, foreign, not_null_name, local_not_null, handed_down, not_null_not_valid = (
                others
            )
            ref = columns.get((table, number))
            if ref is None or names.relations[table].kind != "table":  # the columns of views follow from their queries
                continue
            yield (
                (table, number),
                ref,
                (
                    types[type_oid, modifier],
                    not_null and not not_null_not_valid,
                    default and texts["pg_attrdef", default],
                    generated,
                    # A partition counts by its parent's sequence (PostgreSQL 17) and has no identity of its own.
                    identity and (table, number) in names.identities and (identity, *names.identities[table, number]),
                    collations.get(collation)
                    if collation and names.type_collations.get(type_oid) != collation
                    else None,
                    comments.get(("pg_class", table, number)),
                    tuple(parent.column(name) for parent in names.parents_of(table)) if inherited else (),
                    inherited and local,
                    not_null_name,
                    local_not_null,
                    handed_down,
                    attributes,
                    open_options(foreign) if foreign else (),
                    not_null_not_valid,
                ),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.column import Column, Generated, Identity

        (
            type_,
            not_null,
            text,
            generated,
            identity,
            collation,
            comment,
            *heritage,
            attributes,
            foreign,
            not_null_not_valid,
        ) = facts
        inherited, local, not_null_name, local_not_null, handed_down = heritage
        storage, compression, statistics, *options = attributes or (None, None, None)
        return Column(
            ref=ref,
            type=type_,
            not_null=not_null,
            default=Expr.of(text) if text is not None and not generated else None,
            generated=Generated(Expr.of(text), stored=generated == "s") if generated else None,
            identity=Identity(identity[0] == "a", load_counter(identity[2]), identity[1]) if identity else None,
            collation=collation,
            comment=comment,
            storage=STORAGES[storage] if storage else None,
            compression=COMPRESSIONS[compression] if compression else None,
            statistics=int(statistics) if statistics else None,
            options=pairs(options),
            foreign_options=foreign,
            inherited=inherited,
            local=local,
            not_null_name=not_null_name,
            local_not_null=local_not_null,
            handed_down=handed_down,
            not_null_not_valid=not_null_not_valid,
            position=position,
        )
