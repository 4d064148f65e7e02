from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.expr import Expr
from mizzle.model.ref import Ref
from mizzle.model.statistics import Statistics

WORDS = {"d": "ndistinct", "f": "dependencies", "m": "mcv"}


class StatisticsReader(Reader):
    catalog = "pg_statistic_ext"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT oid, stxnamespace, stxname, stxrelid, stxkeys::int2[], stxkind::text[],
                   CASE WHEN stxexprs IS NOT NULL THEN pg_get_statisticsobjdef_expressions(oid) END,
                   nullif(stxstattarget, -1)::int
            FROM pg_statistic_ext
            WHERE stxnamespace = ANY(%s)
            ORDER BY stxname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, namespace, name, relation, keys, kinds, expressions, target in rows:
            table = names.relations.get(relation)
            if table is not None and ("pg_statistic_ext", oid) not in names.members:
                yield (
                    oid,
                    Ref("statistics", names.namespaces[namespace], name),
                    (
                        table,
                        tuple([names.columns[relation, number] for number in keys]),
                        tuple(expressions or ()),
                        tuple(word for letter, word in WORDS.items() if letter in kinds),
                        target,
                        names.comment("pg_statistic_ext", oid),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Statistics:
        table, columns, expressions, kinds, target, comment = facts
        return Statistics(
            ref=ref,
            table=table,
            columns=columns,
            expressions=tuple(map(Expr.of, expressions)),
            kinds=kinds,
            target=target,
            comment=comment,
            position=position,
        )
