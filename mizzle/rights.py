"""Whether the role that runs a plan may do all that it says: asked at once, before the first statement."""

from collections.abc import Iterable, Iterator, Sequence

from mizzle.compiler.statement import Statement
from mizzle.connection import Connection
from mizzle.model.facts import Facts
from mizzle.model.names import plain
from mizzle.model.right import SOFT, Right
from mizzle.model.schema import Schema

# What is not there gives NULL, and is not told: the statement itself will say so.
LACKING = """
    WITH asked AS (
        SELECT * FROM unnest(%(words)s::text[], %(owners)s::text[], %(schemas)s::text[], %(names)s::text[], %(drops)s::bool[],
                             %(kinds)s::text[])
        WITH ORDINALITY AS a (word, owner, space, name, drops, kind, place))
    SELECT place::int FROM asked a
    LEFT JOIN pg_namespace n ON nspname = space
    LEFT JOIN pg_class c ON relname = a.name AND relnamespace = n.oid AND word IN ('REFERENCES', 'TRIGGER', 'GRANT')
    LEFT JOIN pg_foreign_data_wrapper w ON fdwname = a.name AND kind = 'foreign_data_wrapper'
    LEFT JOIN pg_foreign_server s ON srvname = a.name AND kind = 'foreign_server'
    LEFT JOIN pg_roles r ON rolname = owner
    WHERE NOT CASE word
        WHEN 'OWNER' THEN pg_has_role(r.oid, 'USAGE') OR (drops AND pg_has_role(nspowner, 'USAGE'))
        WHEN 'MEMBER' THEN pg_has_role(r.oid, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)
        WHEN 'CREATE' THEN CASE WHEN space = '' THEN has_database_privilege(current_database(), 'CREATE')
                                ELSE has_schema_privilege(n.oid, 'CREATE') END
        WHEN 'REFERENCES' THEN has_table_privilege(c.oid, word) OR has_any_column_privilege(c.oid, word)
        WHEN 'TRIGGER' THEN has_table_privilege(c.oid, word)
        WHEN 'SET' THEN {set}
        WHEN 'GRANT' THEN pg_has_role(r.oid, 'USAGE') OR EXISTS (
            SELECT FROM aclexplode(CASE kind WHEN 'namespace' THEN nspacl ELSE relacl END) x
            WHERE is_grantable AND (grantee = 0 OR pg_has_role(grantee, 'USAGE')))
        WHEN 'USAGE' THEN CASE kind WHEN 'foreign_server' THEN has_server_privilege(s.oid, 'USAGE')
                                    ELSE has_foreign_data_wrapper_privilege(w.oid, 'USAGE') END
        WHEN 'SUPERUSER' THEN {superuser}
        WHEN 'EXTENSION' THEN {superuser} OR has_database_privilege(current_database(), 'CREATE') AND (
            SELECT coalesce(bool_or(trusted OR NOT superuser), true) FROM pg_available_extension_versions v WHERE v.name = a.name)
        WHEN 'CREATEROLE' THEN (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user)
        END
    ORDER BY place"""


OF_OWNERS = ("OWNER", "GRANT")
SUPERUSER = "(SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
SET = f"({SUPERUSER} OR has_parameter_privilege(a.name, 'SET'))"


def lacking(
    connection: Connection, statements: Sequence[Statement], facts: Facts, new: Schema, *, soft: bool = False
) -> Iterator[str]:
    """A line for each right that the role does not have, with the place of what first asks for it.

    soft  those instead that PostgreSQL asks for and a hosted server may not
    """
    # Whose owner nobody tells belongs to the role itself.
    asked = [
        right
        for right in _all(statements)
        if (right.word not in OF_OWNERS or right.ref in facts.owners) and soft == (right.word in SOFT)
    ]
    if not asked:
        return
    holders = [facts.owners[right.ref].name if right.word in OF_OWNERS else right.ref.name for right in asked]
    given = {
        "words": [right.word for right in asked],
        "owners": holders,
        "schemas": [right.ref.name if right.ref.kind == "namespace" else right.ref.schema for right in asked],
        "names": [right.ref.name for right in asked],
        "drops": [right.drop for right in asked],
        "kinds": [right.ref.kind for right in asked],
    }
    text = LACKING.replace("{set}", SET if facts.major >= 15 else SUPERUSER).replace("{superuser}", SUPERUSER)
    for (place,) in connection.execute(text.encode(), given, prepare=False).fetchall():
        right = asked[place - 1]
        yield _told(right, holders[place - 1]) + _declared(right, statements, new)


def _all(statements: Iterable[Statement]) -> Iterable[Right]:
    return dict.fromkeys(right for statement in statements for right in statement.rights)


def _declared(right: Right, statements: Iterable[Statement], new: Schema) -> str:
    first = next(statement.about for statement in statements if right in statement.rights)
    item = new.get(first) if first else None
    return f" ({item.origin})" if item is not None and item.origin else ""


def _told(right: Right, owner: str) -> str:
    kind = right.ref.kind.replace("_", " ").replace("namespace", "schema")
    match right.word:
        case "OWNER":
            return f"be the owner of {kind} {right.ref}, which is {plain(owner)}, or a member of that role"
        case "GRANT":
            return (
                f"be the owner of {kind} {right.ref}, which is {plain(owner)}, or have its privileges WITH GRANT OPTION"
            )
        case "SUPERUSER":
            return f"be a superuser to make {kind} {right.ref}"
        case "EXTENSION":
            return f"be a superuser to make extension {right.ref}, or have CREATE on this database where it is a trusted one"
        case "MEMBER":
            return f"be a member of role {right.ref}"
        case "SET":
            return f"have SET on parameter {right.ref.name} (or be a superuser): triggers must not see rows that are filled in"
        case "CREATEROLE":
            return "have the attribute CREATEROLE"
    return f"have {right.word} on {'this database' if kind == 'database' else f'{kind} {right.ref}'}"
