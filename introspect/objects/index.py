from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from mizzle.introspect.names import Names, Row, pairs
from mizzle.introspect.reader import Facts, Found, Reader, Tree
from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.ref import Ref

if TYPE_CHECKING:
    from mizzle.model.index import IndexKey

# The rows of indexes and of exclusion constraints begin with the same columns.
KEYS = """i.indrelid, i.indkey::int2[], i.indnkeyatts, i.indoption::int2[], i.indclass::oid[], i.indcollation::oid[],
          CASE WHEN i.indexprs IS NOT NULL THEN
              ARRAY(SELECT CASE WHEN i.indkey[n] = 0 THEN pg_get_indexdef(i.indexrelid, n + 1, false) END
                    FROM generate_series(0, i.indnkeyatts - 1) n) END,
          i.indexrelid, i.indpred::text, c.reloptions, m.amname,
          CASE WHEN c.reltablespace <> 0 THEN (SELECT spcname::text FROM pg_tablespace WHERE oid = c.reltablespace) END,
          CASE WHEN m.amname NOT IN ('btree', 'hash') THEN
              ARRAY(SELECT array_to_string(attoptions, ',') FROM pg_attribute
                    WHERE attrelid = c.oid AND attnum <= i.indnkeyatts ORDER BY attnum) END"""


# Of an index that is part of a partitioned table's: that one's name, unless it is valid, which says all of its parts.
ATTACHED = """CASE WHEN c.relispartition THEN
              (SELECT above.relname::text FROM pg_inherits h
               JOIN pg_index whole ON whole.indexrelid = h.inhparent AND NOT whole.indisvalid
               JOIN pg_class above ON above.oid = h.inhparent
               WHERE h.inhrelid = c.oid) END"""


class IndexReader(Reader):
    catalog = "pg_class"

    def query(self, version: int) -> str:
        distinct = "i.indnullsnotdistinct" if version >= 150000 else "false"
        # The index of a constraint is found by pg_constraint.conindid, which has an index only by the parent's side.
        return f"""
            SELECT c.oid, c.relnamespace, c.relname, i.indisunique, {distinct}, i.indisvalid, {ATTACHED}, c.relispartition,
                CASE WHEN i.indexprs IS NOT NULL AND c.relkind = 'i' AND NOT c.relispartition THEN
                    ARRAY(SELECT ARRAY[attnum, attstattarget] FROM pg_attribute WHERE attrelid = c.oid AND attstattarget >= 0)
                END, {KEYS}
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_am m ON m.oid = c.relam
            LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
            WHERE c.relnamespace = ANY(%s) AND k.oid IS NULL AND c.relkind IN ('i', 'I')
            ORDER BY i.indrelid, c.relname"""

    def collations(self, rows: Iterable[Row]) -> Iterator[int]:
        return (collation for row in rows for collation in row[14])

    def trees(self, rows: Iterable[Row]) -> Iterator[Tree]:
        return key_trees(rows, 9)

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, namespace, name, unique, not_distinct, valid, attached, inherited, targets, table, *key_row in rows:
            where = names.relations.get(table)
            if where is not None:
                above = names.parents_of(table) if inherited else ()
                yield (
                    oid,
                    Ref("index", names.namespaces[namespace], name),
                    (
                        where,
                        unique,
                        not_distinct,
                        valid,
                        *key_facts(table, key_row, names),
                        tuple((number, target) for number, target in targets or ()),
                        Ref("index", above[0].schema, attached) if attached else None,
                        names.comment("pg_class", oid),
                        above,
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.index import Index

        table, unique, not_distinct, valid, *key, statistics, attached, comment, inherited = facts
        keys, include, where, options, method, tablespace = key
        return Index(
            ref=ref,
            table=table,
            keys=load_keys(keys),
            unique=unique,
            nulls_not_distinct=not_distinct,
            method=method,
            include=include,
            where=Expr.of(where) if where else None,
            options=options,
            tablespace=tablespace,
            valid=valid,
            statistics=statistics,
            attached=attached,
            comment=comment,
            inherited=inherited,
            position=position,
        )


def key_trees(rows: Iterable[Row], place: int) -> Iterator[Tree]:
    """The predicates of rows in which the columns KEYS begin at that place."""
    return (("pg_index", row[place + 7], row[place], row[place + 8]) for row in rows if row[place + 8] is not None)


def key_facts(table: int, row: Row | list[Any], names: Names) -> Facts:
    """Keys, INCLUDE columns, predicate, options and method of the columns KEYS."""
    numbers, count, flags, opclasses, collations, expressions, index, tree, options, method, tablespace, parameters = (
        row
    )
    columns = names.columns
    predicate = None if tree is None else names.texts["pg_index", index]
    keys = []
    for place in range(count):
        number, flag, collation = numbers[place], flags[place], collations[place]
        if number:
            value: Any = columns[table, number]
            type_oid, own_collation = names.column_types[table, number]
        else:
            value, type_oid, own_collation = expressions[place], 0, names.default_collation
        keys.append(
            (
                value,
                flag & 1,
                flag & 2,
                # Parameters can be told only behind the class's name, the type's own or not.
                names.opclasses[opclasses[place]][0]
                if parameters and parameters[place]
                else opclass(opclasses[place], type_oid, names),
                parameters and parameters[place],
                names.collations[collation] if collation and collation != own_collation else None,
            )
        )
    included = tuple([columns[table, number] for number in numbers[count:]])
    return tuple(keys), included, predicate, pairs(options), method, tablespace


def opclass(oid: int, type_oid: int, names: Names) -> Ref | None:
    """The operator class, unless it is the one that the column's type would get anyway."""
    ref, default, input_type = names.opclasses[oid]
    if default and (not type_oid or names.fits(input_type, type_oid)):
        return None
    return ref


def load_keys(keys: Facts) -> "tuple[IndexKey, ...]":
    """Model keys of key_facts(); exclusion constraints bring an operator as the last item."""
    from mizzle.model.index import IndexKey

    return tuple(
        IndexKey(
            value=value if isinstance(value, Ref) else Expr.of(value),
            descending=bool(descending),
            nulls_first=bool(nulls_first),
            opclass=ref,
            opclass_options=pairs(parameters.split(",") if parameters else None),
            collation=collation,
            operator=operator[0] if operator else None,
        )
        for value, descending, nulls_first, ref, parameters, collation, *operator in keys
    )
