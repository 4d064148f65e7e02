from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.expr import Expr
from mizzle.model.policy import Policy
from mizzle.model.ref import Ref
from mizzle.model.role import PUBLIC, role

COMMANDS = {"*": "ALL", "r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE"}


class PolicyReader(Reader):
    catalog = "pg_policy"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT p.oid, p.polrelid, p.polname, p.polcmd::text, p.polpermissive,
                   ARRAY(SELECT rolname::text FROM pg_roles WHERE oid = ANY(p.polroles) ORDER BY 1),
                   pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
            FROM pg_policy p
            JOIN pg_class c ON c.oid = p.polrelid
            WHERE c.relnamespace = ANY(%s)
            ORDER BY p.polrelid, p.polname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, relation, name, command, permissive, roles, using, check in rows:
            where = names.relations.get(relation)
            if where is not None:
                yield (
                    oid,
                    Ref("policy", where.schema, where.name, name),
                    (
                        where,
                        COMMANDS[command],
                        permissive,
                        tuple(roles),
                        using,
                        check,
                        names.comment("pg_policy", oid),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Policy:
        table, command, permissive, roles, using, check, comment = facts
        return Policy(
            ref=ref,
            table=table,
            command=command,
            permissive=permissive,
            roles=tuple(map(role, roles)) or (PUBLIC,),
            using=Expr.of(using) if using is not None else None,
            check=Expr.of(check) if check is not None else None,
            comment=comment,
            position=position,
        )
