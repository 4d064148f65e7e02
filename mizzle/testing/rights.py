"""Draw and edit roles, privileges and default privileges."""

from attrs import evolve

from mizzle.model.column import Column
from mizzle.model.database_privileges import DATABASE, DatabasePrivileges
from mizzle.model.default_privileges import OBJECTS, DefaultPrivileges, default_privileges
from mizzle.model.function import Function
from mizzle.model.identity_privileges import IdentityPrivileges
from mizzle.model.namespace import Namespace
from mizzle.model.object import Object
from mizzle.model.privileges import GRANTABLE, Grant, Privileges, beside, usual
from mizzle.model.ref import Ref
from mizzle.model.role import Membership, Role
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table
from mizzle.model.view import View
from mizzle.testing import draw
from mizzle.testing.choose import Chooser
from mizzle.testing.stacked import Change, Draw

PREFIX = "mizzle_drawn_"  # roles belong to the whole cluster
NAMES = (f"{PREFIX}reader", f"{PREFIX}A Writer", f"{PREFIX}it's")
ON: tuple[type[Object], ...] = (Table, View, Sequence, Function, Namespace)


def role(choose: Chooser, state: Schema) -> list[Object]:
    found = [name for name in NAMES if Ref("role", "", name) not in state]
    if not found:
        return []
    others = [item.ref for item in state.of(Role)]
    return [
        Role(
            ref=Ref("role", "", choose.one(found)),
            login=choose.maybe(),
            inherit=not choose.maybe(3),
            connection_limit=choose.one([-1, 5]),
            valid_until=choose.one([None, "2040-01-31 00:00:00.000000+00"]),
            member_of=tuple(Membership(ref, choose.maybe()) for ref in choose.some(others, 0, 1)) if others else (),
            settings=choose.one([(), (("work_mem", "1MB"),)]),
            comment=draw.comment(choose),
        )
    ]


def _role(choose: Chooser, state: Schema) -> tuple[list[Object], Ref]:
    known = [item.ref for item in state.of(Role)]
    if known:
        return [], choose.one(known)
    made = role(choose, state)
    return made, made[0].ref


def privileges(choose: Chooser, state: Schema) -> list[Object]:
    """On a table, a column, the sequence that an identity column counts by, a view …."""
    kinds = [kind for kind in ON if next(iter(state.of(kind)), None)]
    of = choose.one(list(state.of(choose.one(kinds)))).ref
    columns = draw.columns(state, of) if of.kind == "table" else []
    if columns and choose.maybe(3):
        of = choose.one(columns).ref
    bare = Privileges(ref=beside("privileges", of), of=of)
    counting = [item.ref for item in columns if isinstance(item, Column) and item.identity]
    if counting and choose.maybe():
        of = choose.one(counting)
        bare = IdentityPrivileges(ref=beside("identity_privileges", of), of=of)
    if bare.ref in state:
        return []
    made, whom = _role(choose, state)
    words = [word for word in GRANTABLE[bare.word] if word != "MAINTAIN"]
    grants = {Grant(whom, word, choose.maybe(4)) for word in choose.some(words, 1, 3)}
    if of.kind != "column" and choose.maybe():
        grants |= usual(of, bare.word, 15)
    if of.kind == "namespace" and of.name == "public":
        grants |= {Grant(Ref("role", "", "public"), "USAGE")}
    return [*made, evolve(bare, grants=tuple(sorted(grants, key=str)))]


def on_database(choose: Chooser, state: Schema) -> list[Object]:
    """Who may make schemas and temporary tables."""
    ref = beside("database_privileges", DATABASE)
    if ref in state:
        return []
    made, whom = _role(choose, state)
    grants = {Grant(whom, word, choose.maybe(4)) for word in choose.some(["CREATE", "CONNECT", "TEMPORARY"], 1, 3)}
    grants |= {grant for grant in usual(DATABASE, "DATABASE", 15) if choose.maybe()}
    return [*made, DatabasePrivileges(ref=ref, grants=tuple(sorted(grants, key=str)))]


def defaults(choose: Chooser, state: Schema) -> list[Object]:
    """For what a role is going to make in a namespace."""
    made, whose = _role(choose, state)
    objects = choose.one(["TABLES", "SEQUENCES", "FUNCTIONS", "TYPES"])
    where = draw.place(choose, state)
    ref = default_privileges(where, whose, objects)
    if ref in state:
        return made
    words = [word for word in GRANTABLE[OBJECTS[objects]] if word != "MAINTAIN"]
    grants = tuple(Grant(Ref("role", "", "public"), word) for word in choose.some(words, 1, 2))
    return [*made, DefaultPrivileges(ref=ref, role=whose, objects=objects, grants=grants)]


DRAWS: dict[type[Object], Draw] = {
    Role: role,
    Privileges: privileges,
    DatabasePrivileges: on_database,
    DefaultPrivileges: defaults,
}


def change_role(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, Role)  # noqa: S101
    match choose.one(["login", "limit", "until", "settings", "members"]):
        case "login":
            return [evolve(item, login=not item.login, create_db=not item.create_db)]
        case "limit":
            return [evolve(item, connection_limit=choose.one([-1, 3]))]
        case "until":
            return [evolve(item, valid_until=choose.one([None, "2041-01-31 00:00:00.000000+00"]))]
        case "settings":
            return [evolve(item, settings=choose.one([(), (("work_mem", "2MB"), ("search_path", '""'))]))]
        case _:
            return [evolve(item, member_of=())]


def change_privileges(choose: Chooser, state: Schema, item: Object) -> list[Object]:
    assert isinstance(item, Privileges)  # noqa: S101
    if item.of.kind in ("function", "namespace"):
        return []
    made, whom = _role(choose, state)
    words = [word for word in GRANTABLE[item.word] if word != "MAINTAIN"]
    grants = tuple(Grant(whom, word, choose.maybe(4)) for word in choose.some(words, 1, 3))
    return [*made, evolve(item, grants=grants)]


def change_defaults(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, DefaultPrivileges)  # noqa: S101
    words = [word for word in GRANTABLE[OBJECTS[item.objects]] if word != "MAINTAIN"]
    return [evolve(item, grants=tuple(Grant(Ref("role", "", "public"), word) for word in choose.some(words, 1, 2)))]


CHANGES: dict[type[Object], Change] = {
    Role: change_role,
    Privileges: change_privileges,
    IdentityPrivileges: change_privileges,
    DatabasePrivileges: change_privileges,
    DefaultPrivileges: change_defaults,
}
