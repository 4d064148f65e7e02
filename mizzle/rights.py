"""Whether the role that runs a plan may do all that it says: asked at once, before the first statement."""

from collections.abc import Iterable, Iterator, Sequence

from mizzle.compiler.statement import Statement
from mizzle.connection import Connection
from mizzle.model.facts import Facts
from mizzle.model.names import plain
from mizzle.model.right import Right
from mizzle.model.schema import Schema

# What is not there gives NULL, and is not told: the statement itself will say so.
LACKING = """
    WITH asked AS (
        SELECT * FROM unnest(%(words)s::text[], %(owners)s::text[], %(schemas)s::text[], %(names)s::text[], %(drops)s::bool[])
        WITH ORDINALITY AS a (word, owner, space, name, drops, place))
    SELECT place::int FROM asked
    LEFT JOIN pg_namespace n ON nspname = space
    LEFT JOIN pg_class c ON relname = name AND relnamespace = n.oid AND word IN ('REFERENCES', 'TRIGGER')
    LEFT JOIN pg_roles r ON rolname = owner
    WHERE NOT CASE word
        WHEN 'OWNER' THEN pg_has_role(r.oid, 'USAGE') OR (drops AND pg_has_role(nspowner, 'USAGE'))
        WHEN 'MEMBER' THEN pg_has_role(r.oid, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)
        WHEN 'CREATE' THEN CASE WHEN space = '' THEN has_database_privilege(current_database(), 'CREATE')
                                ELSE has_schema_privilege(n.oid, 'CREATE') END
        WHEN 'REFERENCES' THEN has_table_privilege(c.oid, word) OR has_any_column_privilege(c.oid, word)
        WHEN 'TRIGGER' THEN has_table_privilege(c.oid, word)
        WHEN 'SET' THEN {set}
        WHEN 'CREATEROLE' THEN (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user)
        END
    ORDER BY place"""


SUPERUSER = "(SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
SET = f"({SUPERUSER} OR has_parameter_privilege(name, 'SET'))"


def lacking(connection: Connection, statements: Sequence[Statement], facts: Facts, new: Schema) -> Iterator[str]:
    """A line for each right that the role does not have, with the place of what first asks for it."""
    # Whose owner nobody tells belongs to the role itself.
    asked = [right for right in _all(statements) if right.word != "OWNER" or right.ref in facts.owners]
    if not asked:
        return
    holders = [facts.owners[right.ref].name if right.word == "OWNER" else right.ref.name for right in asked]
    given = {
        "words": [right.word for right in asked],
        "owners": holders,
        "schemas": [right.ref.name if right.ref.kind == "namespace" else right.ref.schema for right in asked],
        "names": [right.ref.name for right in asked],
        "drops": [right.drop for right in asked],
    }
    text = LACKING.replace("{set}", SET if facts.major >= 15 else SUPERUSER)
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
        case "MEMBER":
            return f"be a member of role {right.ref}"
        case "SET":
            return f"have SET on parameter {right.ref.name} (or be a superuser): triggers must not see rows that are filled in"
        case "CREATEROLE":
            return "have the attribute CREATEROLE"
    return f"have {right.word} on {'this database' if kind == 'database' else f'{kind} {right.ref}'}"
