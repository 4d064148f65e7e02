import re
from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.expr import Expr
from mizzle.model.names import literal
from mizzle.model.ref import Ref
from mizzle.model.trigger import ENABLED, EVENTS, Trigger

ROW, BEFORE, INSTEAD = 1, 2, 64  # the bits of tgtype (pg_trigger.h)
BITS = {"insert": 4, "delete": 8, "update": 16, "truncate": 32}
_WHEN = re.compile(r'(?:[^"]|"(?:[^"]|"")*")*? FOR EACH (?:ROW|STATEMENT) WHEN \(')


class TriggerReader(Reader):
    catalog = "pg_trigger"

    def query(self, version: int) -> str:  # noqa: ARG002
        # Those that a partition has of its parent are not its own.
        return """
            SELECT t.oid, t.tgrelid, t.tgname, t.tgfoid::oid, t.tgtype, t.tgattr::int2[], t.tgnargs, t.tgargs,
                   CASE WHEN t.tgqual IS NOT NULL THEN pg_get_triggerdef(t.oid) END,
                   t.tgconstrrelid, space.nspname::text, other.relname::text,
                   t.tgoldtable, t.tgnewtable, t.tgconstraint <> 0, t.tgdeferrable, t.tginitdeferred,
                   t.tgenabled::text,
                   CASE WHEN c.relkind = 'p' THEN ARRAY(
                       SELECT ARRAY[p.relid::oid::text, x.tgenabled::text] FROM pg_partition_tree(t.tgrelid) p
                       JOIN pg_trigger x ON x.tgrelid = p.relid JOIN pg_trigger above ON above.oid = x.tgparentid
                       WHERE x.tgname = t.tgname AND x.tgenabled <> above.tgenabled ORDER BY p.level) END
            FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid
            LEFT JOIN pg_class other ON other.oid = t.tgconstrrelid
            LEFT JOIN pg_namespace space ON space.oid = other.relnamespace
            WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND c.relnamespace = ANY(%s)
            ORDER BY t.tgrelid, t.tgname"""

    def functions(self, rows: Iterable[Row]) -> Iterator[int]:
        return (row[3] for row in rows)

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, table, name, function, bits, numbers, count, data, definition, other, *others, apart in rows:
            space, called, *facts = others
            where = names.relations.get(table)
            if where is None or ("pg_trigger", oid) in names.members:
                continue
            arguments = tuple(_decoded(part) for part in data.split(b"\0")[:count])
            yield (
                oid,
                Ref("trigger", where.schema, where.name, name),
                (
                    where,
                    names.functions[function],
                    bits,
                    tuple([names.columns[table, number] for number in numbers]),
                    arguments,
                    condition(definition, arguments) if definition else None,
                    # One that nobody reads, as the catalog's own, is told by its name.
                    names.relations.get(other, Ref("table", space, called)) if other else None,
                    tuple(facts),
                    tuple((names.relations[int(part)], state) for part, state in apart or ()),
                    names.comment("pg_trigger", oid),
                ),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> Trigger:
        table, function, bits, columns, arguments, when, references, others, apart, comment = facts
        old_table, new_table, constraint, deferrable, deferred, enabled = others
        return Trigger(
            ref=ref,
            table=table,
            function=function,
            timing="before" if bits & BEFORE else "instead of" if bits & INSTEAD else "after",
            events=tuple(event for event in EVENTS if bits & BITS[event]),
            columns=columns,
            each_row=bool(bits & ROW),
            when=Expr.of(when) if when is not None else None,
            arguments=arguments,
            old_table=old_table,
            new_table=new_table,
            constraint=constraint,
            deferrable=deferrable,
            deferred=deferred,
            references=references,
            enabled=ENABLED[enabled],
            elsewhere=tuple((part, ENABLED[state]) for part, state in apart),
            comment=comment,
            position=position,
        )


def condition(definition: str, arguments: Iterable[str]) -> str:
    """The condition inside CREATE TRIGGER. pg_get_expr() cannot print it: it has two relations, OLD and NEW."""
    rest = definition.removesuffix(f"({', '.join(map(literal, arguments))})")
    found = _WHEN.match(rest)
    return rest[found.end() if found else 0 : rest.rindex(") EXECUTE FUNCTION ")]


def _decoded(data: bytes) -> str:
    """An argument, which the catalog keeps as bytes of the database's encoding."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")
