from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.objects.operator_family import BROUGHT, MEMBERS, grouped, member_facts, member_types
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.operator_class import OperatorClass
from mizzle.model.operator_family import by_method
from mizzle.model.ref import Ref


class OperatorClassReader(Reader):
    model = OperatorClass
    catalog = "pg_opclass"

    def query(self, version: int) -> str:  # noqa: ARG002
        return f"""
            WITH own AS (
                SELECT c.oid, c.opcnamespace, c.opcname, a.amname, n.nspname, f.opfname, c.opcintype, c.opckeytype,
                       c.opcdefault, c.opcfamily AS family
                FROM pg_opclass c
                JOIN pg_am a ON a.oid = c.opcmethod
                JOIN pg_opfamily f ON f.oid = c.opcfamily
                JOIN pg_namespace n ON n.oid = f.opfnamespace
                WHERE c.opcnamespace = ANY(%s) AND NOT EXISTS ({BROUGHT.format(catalog="'pg_opclass'", oid="c.oid")})
            ), member AS ({MEMBERS})
            SELECT own.oid, own.opcnamespace, own.opcname, own.amname, own.nspname, own.opfname, own.opcintype, own.opckeytype,
                   own.opcdefault,
                   m.what, m.number, m.nspname, m.oprname, m.oprleft, m.oprright, m.function, m.by_space, m.by_name, m.lasts
            FROM own LEFT JOIN member m ON m.class = own.oid
            ORDER BY own.opcname, own.oid"""

    def types(self, rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
        for row in rows:
            yield from ((oid, -1) for oid in row[6:8] if oid)
            yield from member_types([row[9:]])

    def functions(self, rows: Iterable[Row]) -> Iterator[int]:
        return (row[15] for row in rows if row[15])

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for (oid, namespace, name, method, space, family, type_, storage, default), members in grouped(rows, 9):
            yield (
                oid,
                by_method("operator_class", names.namespaces[namespace], name, method),
                (
                    names.types[type_, -1],
                    by_method("operator_family", space, family, method),
                    default,
                    names.types.get((storage, -1)),
                    *member_facts(members, names),
                    names.comment(self.catalog, oid),
                ),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> OperatorClass:
        type_, family, default, storage, operators, functions, lasting, comment = facts
        return OperatorClass(
            ref=ref,
            type=type_,
            family=family,
            default=default,
            storage=storage,
            operators=operators,
            functions=functions,
            lasting=lasting,
            comment=comment,
            position=position,
        )
