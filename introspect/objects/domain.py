from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.domain import Domain, DomainCheck, DomainNotNull
from mizzle.model.expr import Expr
from mizzle.model.ref import Ref


class DomainReader(Reader):
    catalog = "pg_type"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT t.oid, t.typnamespace, t.typname, t.typbasetype, t.typtypmod, t.typcollation, t.typnotnull,
                   pg_get_expr(t.typdefaultbin, 0),
                   ARRAY(SELECT ARRAY[k.oid::text, k.conname::text, pg_get_expr(k.conbin, 0), k.convalidated::text]
                         FROM pg_constraint k WHERE k.contypid = t.oid ORDER BY k.conname)
            FROM pg_type t
            WHERE t.typtype = 'd' AND t.typnamespace = ANY(%s)
            ORDER BY t.typname"""

    def types(self, rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
        return ((row[3], row[4]) for row in rows)

    def collations(self, rows: Iterable[Row]) -> Iterator[int]:
        return (row[5] for row in rows)

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, namespace, name, base, modifier, collation, not_null, default, constraints in rows:
            if ("pg_type", oid) in names.members:
                continue
            told = [(*found, names.comment("pg_constraint", int(number))) for number, *found in constraints]
            unnamed = ((None, None),) if not_null else ()  # before PostgreSQL 17
            yield (
                oid,
                Ref("domain", names.namespaces[namespace], name),
                (
                    names.types[base, modifier],
                    names.collations[collation] if collation and collation != names.type_collations[base] else None,
                    next(iter([*((own, text) for own, expr, _, text in told if expr is None), *unnamed]), None),
                    default,
                    tuple((own, expr, valid == "true", text) for own, expr, valid, text in told if expr is not None),
                    names.comment("pg_type", oid),
                ),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> Domain:
        type_, collation, not_null, default, checks, comment = facts
        return Domain(
            ref=ref,
            type=type_,
            collation=collation,
            not_null=DomainNotNull(name=not_null[0], comment=not_null[1]) if not_null else None,
            default=Expr.of(default) if default is not None else None,
            checks=tuple(
                DomainCheck(name=name, expr=Expr.of(expr), validated=validated, comment=text)
                for name, expr, validated, text in checks
            ),
            comment=comment,
            position=position,
        )
