from collections.abc import Iterable, Iterator
from typing import Any

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.operator import operated
from mizzle.model.operator_family import OperatorFamily, Strategy, Support, by_method
from mizzle.model.ref import Ref

# A member belongs to the class of its family that is for its types (the default one, else the first by name), and to the
# family where there is none. Trees of order and hashes are for two types alike, other indexes for whatever stands on the
# right. Only the families that `own` names are looked at: the server has thousands of members. What pg_depend says is another thing: an access method may take the operators of a
# class for the family's, which only tells what goes along with the class.
CLASS_OF = """SELECT c.oid FROM pg_opclass c
              WHERE c.opcfamily = {family} AND c.opcintype = {left} AND ({right} = {left} OR c.opcmethod NOT IN (403, 405))
              ORDER BY c.opcdefault DESC, c.opcname LIMIT 1"""
MEMBERS = f"""
    SELECT m.amopfamily AS family, coalesce(({CLASS_OF.format(family="m.amopfamily", left="m.amoplefttype", right="m.amoprighttype")}), 0::oid) AS class,
           'o' AS what, m.amopstrategy::int AS number, n.nspname, o.oprname, o.oprleft, o.oprright, 0::oid AS function, fn.nspname AS by_space, f.opfname AS by_name,
           EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_amop'::regclass AND d.objid = m.oid
                   AND d.refclassid = 'pg_opfamily'::regclass) AS lasts
    FROM pg_amop m
    JOIN pg_operator o ON o.oid = m.amopopr
    JOIN pg_namespace n ON n.oid = o.oprnamespace
    LEFT JOIN pg_opfamily f ON f.oid = m.amopsortfamily
    LEFT JOIN pg_namespace fn ON fn.oid = f.opfnamespace
    WHERE m.amopfamily IN (SELECT family FROM own)
    UNION ALL
    SELECT m.amprocfamily, coalesce(({CLASS_OF.format(family="m.amprocfamily", left="m.amproclefttype", right="m.amprocrighttype")}), 0::oid),
           'f', m.amprocnum::int, NULL, NULL, m.amproclefttype, m.amprocrighttype, m.amproc::oid, NULL, NULL,
           EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_amproc'::regclass AND d.objid = m.oid
                   AND d.refclassid = 'pg_opfamily'::regclass)
    FROM pg_amproc m
    WHERE m.amprocfamily IN (SELECT family FROM own)"""
BROUGHT = "SELECT FROM pg_depend e WHERE e.classid = {catalog}::regclass AND e.objid = {oid} AND e.deptype = 'e'"


class OperatorFamilyReader(Reader):
    model = OperatorFamily
    catalog = "pg_opfamily"

    def query(self, version: int) -> str:  # noqa: ARG002
        return f"""
            WITH own AS (
                SELECT f.oid, f.opfnamespace, f.opfname, a.amname, f.oid AS family
                FROM pg_opfamily f JOIN pg_am a ON a.oid = f.opfmethod
                WHERE f.opfnamespace = ANY(%s) AND NOT EXISTS ({BROUGHT.format(catalog="'pg_opfamily'", oid="f.oid")})
            ), member AS ({MEMBERS})
            SELECT own.oid, own.opfnamespace, own.opfname, own.amname,
                   m.what, m.number, m.nspname, m.oprname, m.oprleft, m.oprright, m.function, m.by_space, m.by_name, m.lasts
            FROM own LEFT JOIN member m ON m.family = own.oid AND m.class = 0
            ORDER BY own.opfname, own.oid"""

    def types(self, rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
        return member_types(row[4:] for row in rows)

    def functions(self, rows: Iterable[Row]) -> Iterator[int]:
        return (row[10] for row in rows if row[10])

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for (oid, namespace, name, method), members in grouped(rows, 4):
            yield (
                oid,
                by_method("operator_family", names.namespaces[namespace], name, method),
                (*member_facts(members, names), names.comment(self.catalog, oid)),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> OperatorFamily:
        operators, functions, _, comment = facts
        return OperatorFamily(ref=ref, operators=operators, functions=functions, comment=comment, position=position)


def grouped(rows: Iterable[Row], width: int) -> Iterator[tuple[Row, list[Row]]]:
    """The rows of each object, as what they have in common and their members."""
    found: dict[int, tuple[Row, list[Row]]] = {}
    for row in rows:
        members = found.setdefault(row[0], (row[:width], []))[1]
        if row[width] is not None:
            members.append(row[width:])
    return iter(found.values())


def member_types(members: Iterable[Row]) -> Iterator[tuple[int, int]]:
    """The types that members mention."""
    return ((oid, -1) for row in members for oid in row[4:6] if oid)


def member_facts(members: list[Row], names: Names) -> tuple[Any, ...]:
    """Operators and functions in order, and those that would stay in the family without the class."""
    operators: list[Strategy] = []
    functions: list[Support] = []
    lasting: list[Strategy | Support] = []
    for what, number, space, name, left, right, function, by_space, by_name, lasts in members:
        made: Strategy | Support
        if what == "o":
            by = by_method("operator_family", by_space, by_name, "btree") if by_name else None
            operator = operated(space, name, names.types.get((left, -1)), names.types[right, -1])
            made = Strategy(number=number, operator=operator, order_by=by)
            operators.append(made)
        else:
            made = Support(
                number=number,
                left=names.types[left, -1],
                right=names.types[right, -1],
                function=names.functions[function],
            )
            functions.append(made)
        if lasts:
            lasting.append(made)
    return (
        tuple(sorted(operators, key=lambda item: (item.number, item.operator))),
        tuple(sorted(functions, key=lambda item: (item.number, str(item.left), str(item.right)))),
        frozenset(lasting),
    )
