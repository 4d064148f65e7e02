"""grant(), revoke() and default_privileges()."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import evolve, field, frozen

from mizzle.dsl.column import Column
from mizzle.dsl.context import Context
from mizzle.dsl.place import here
from mizzle.dsl.role import RoleDeclaration, Roles, role_refs
from mizzle.dsl.source import Group, Module, attribute, call, chained, flag, listed, literal
from mizzle.dsl.table import table_of
from mizzle.model.column import hidden_name
from mizzle.model.database_privileges import DATABASE, DatabasePrivileges
from mizzle.model.default_privileges import OBJECTS, DefaultPrivileges
from mizzle.model.default_privileges import default_privileges as default_ref
from mizzle.model.errors import DeclarationError
from mizzle.model.identity_privileges import IdentityPrivileges
from mizzle.model.names import checked
from mizzle.model.namespace import namespace
from mizzle.model.object import Object
from mizzle.model.place import Place
from mizzle.model.privileges import GRANTABLE, Grant, Privileges, beside, given, usual
from mizzle.model.ref import Ref

NEWEST = 18


@frozen
class Said:
    """What one grant() or revoke() says of one object. All that is said of it makes its privileges.

    made  the privileges, without grants
    """

    made: Privileges
    grants: tuple[Grant, ...]
    revoked: bool
    origin: Place | None

    @property
    def ref(self) -> Ref:
        return self.made.ref


@frozen
class Counting:
    """The sequence that a column counts by."""

    column: Column[Any]

    def made(self, context: Context) -> Privileges:
        """What has its privileges: the sequence of a serial column, or the identity column itself."""
        spec, ref = self.column._spec, _ref(self.column, context)
        if spec.serial:
            return _privileges(Ref("sequence", ref.schema, hidden_name(ref)))
        if spec.identity:
            return IdentityPrivileges(ref=beside(IdentityPrivileges.kind, ref), of=ref)
        raise DeclarationError(f"{spec.origin}: {ref} counts by no sequence; serial and identity columns do")


@frozen
class GrantDeclaration:
    """What grant() and revoke() make: an extra of a table, or, with on(), a declaration of its own."""

    privileges: tuple[str, ...]
    roles: tuple[Ref, ...]
    columns: tuple[Any, ...] = ()
    option: bool = False
    revoked: bool = False
    things: tuple[Any, ...] = ()
    origin: Place | None = field(default=None, eq=False, repr=False)

    def on(self, *things: Any) -> "GrantDeclaration":
        """As a declaration of its own, on tables, columns, sequences, types, views, functions, schemas …."""
        things = tuple(map(table_of, things))
        for thing in things:
            if not hasattr(thing, "_objects") and not isinstance(thing, Column):
                raise DeclarationError(f"{self.origin}: privileges are on what mizzle declares, not on {thing!r}")
        return evolve(self, things=(*self.things, *things))

    def on_schema(self, *names: str) -> "GrantDeclaration":
        """As a declaration of its own, on schemas by their names: public and those declared elsewhere."""
        return evolve(self, things=(*self.things, *(namespace(checked(name, "schema")) for name in names)))

    def on_sequence(self, *columns: Column[Any]) -> "GrantDeclaration":
        """As a declaration of its own, on the sequences that serial and identity columns count by."""
        for column in columns:
            if not isinstance(column, Column):
                raise DeclarationError(
                    f"{self.origin}: on_sequence() takes columns, not {column!r}; pg_sequence() goes to on()"
                )
        return evolve(self, things=(*self.things, *map(Counting, columns)))

    def on_database(self) -> "GrantDeclaration":
        """As a declaration of its own, on the database itself: "connect", "create", "temporary"."""
        return evolve(self, things=(*self.things, DATABASE))

    def _objects(self, context: Context) -> Iterator[Said]:
        for thing in self.things:
            if isinstance(thing, Counting):
                yield self._said(thing.made(context))
            else:
                yield from self._parts(_ref(thing, context), context)

    def _parts(self, of: Ref, context: Context) -> Iterator[Said]:
        """What is said of a table, or of another object."""
        if not self.columns:
            yield self._said(
                DatabasePrivileges(ref=beside("database_privileges", of)) if of == DATABASE else _privileges(of)
            )
        for column in self.columns:
            part = Ref("column", of.schema, of.name, column) if isinstance(column, str) else _ref(column, context)
            yield self._said(_privileges(part) if of.kind == "table" else _privileges(of, part.part))

    def _said(self, made: Privileges) -> Said:
        return Said(made, self._grants(made.word), self.revoked, self.origin)

    def _grants(self, word: str) -> tuple[Grant, ...]:
        possible = GRANTABLE[word]
        words = possible if self.privileges == ("ALL",) else self.privileges
        for privilege in words:
            if privilege not in possible:
                raise DeclarationError(
                    f"{self.origin}: there is no privilege {privilege.lower()} on a {word.lower()}; "
                    f"there are {', '.join(possible).lower()}"
                )
        return tuple(Grant(role, privilege, self.option) for role in self.roles for privilege in words)


def _privileges(of: Ref, column: str = "") -> Privileges:
    return Privileges(ref=beside(Privileges.kind, of, column), of=of, column=column)


def _ref(thing: Any, context: Context) -> Ref:
    if isinstance(thing, Ref):
        return thing
    if isinstance(thing, Column):
        ref = thing._piece(context)
        if isinstance(ref, Ref):
            return ref
    if hasattr(thing, "_ref"):
        found: Ref = thing._ref(context)
        return found
    first: Ref = next(iter(thing._objects(context))).ref
    return first


def joined(items: Iterable[Any]) -> Iterator[Object]:
    """The objects, with all that is said of one object's privileges as one."""
    said: dict[Ref, list[Said]] = {}
    for item in items:
        if isinstance(item, Said):
            said.setdefault(item.ref, []).append(item)
        else:
            yield item
    for parts in said.values():
        made = parts[0].made
        held = {(grant.role, grant.privilege): grant for grant in usual(made.of, made.word, NEWEST)}
        for part in parts:
            _apply(part.grants, part.revoked, held)
        yield evolve(made, grants=tuple(held.values()), origin=parts[0].origin)


def _apply(grants: Iterable[Grant], revoked: bool, held: dict[tuple[Ref, str], Grant]) -> None:  # noqa: FBT001
    for grant in grants:
        key = (grant.role, grant.privilege)
        if revoked:
            held.pop(key, None)
        elif key not in held or grant.grantable:
            held[key] = grant


def grant(
    *privileges: str, to: Roles, columns: Iterable[Any] = (), with_grant_option: bool = False
) -> GrantDeclaration:
    """Privileges for roles: grant("select", "insert", to="app") as an extra of a table, grant(…).on(thing) elsewhere.

    privileges         "select", "insert", … or "all"
    to                 a role or several; "public" for everybody
    columns            of the table or view that the privileges are on; left out: the whole of it
    with_grant_option  whether they may pass them on

    What is said of an object is all that others than its owner may do with it; of what nothing is said nothing is changed.
    Raises DeclarationError for no privilege, and for one that there is not on such an object.
    """
    origin = here()
    words = _words(privileges, "grant", origin)
    return GrantDeclaration(words, role_refs(to, "grant()", origin), tuple(columns), with_grant_option, origin=origin)


def revoke(*privileges: str, from_: Roles = "public") -> GrantDeclaration:
    """Take away what PostgreSQL gives everybody: revoke("execute").on(function), revoke("usage").on_schema("public").

    Raises DeclarationError for no privilege, and for one that there is not on such an object.
    """
    origin = here()
    words = _words(privileges, "revoke", origin)
    return GrantDeclaration(words, role_refs(from_, "revoke()", origin), revoked=True, origin=origin)


def _words(privileges: tuple[str, ...], function: str, origin: Place) -> tuple[str, ...]:
    known = {name for names in GRANTABLE.values() for name in names} | {"ALL"}
    words = tuple(dict.fromkeys(word.upper() if isinstance(word, str) else word for word in privileges))
    for word in words:
        if word not in known:
            raise DeclarationError(
                f"{origin}: there is no privilege {word!r}; there are {', '.join(sorted(known)).lower()}"
            )
    if not words:
        raise DeclarationError(f'{origin}: {function}() names no privilege: {function}("select", …)')
    return ("ALL",) if "ALL" in words else words


@frozen
class DefaultPrivilegesDeclaration:
    """What default_privileges() makes."""

    role: Ref
    objects: str
    namespace: str | None
    grants: tuple[GrantDeclaration, ...]
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _objects(self, context: Context) -> tuple[DefaultPrivileges, ...]:  # noqa: ARG002
        word = OBJECTS[self.objects]
        usual_ones = () if self.namespace else given(word)
        held = {(grant.role, grant.privilege): grant for grant in usual_ones}
        for part in self.grants:
            _apply(part._grants(word), part.revoked, held)
        return (
            DefaultPrivileges(
                ref=default_ref(self.namespace or "", self.role, self.objects),
                role=self.role,
                objects=self.objects,
                grants=tuple(held.values()),
                origin=self.origin,
            ),
        )


def default_privileges(
    for_role: str | RoleDeclaration, *grants: GrantDeclaration, on: str, schema: str | None = None
) -> DefaultPrivilegesDeclaration:
    """The privileges on what a role is going to make: default_privileges("owner", grant("select", to="app"), on="tables").

    for_role  the role that makes the objects
    on        "tables", "sequences", "functions", "types", "schemas" or "large objects"
    schema    the schema in which it makes them; left out: anywhere in the database

    Raises DeclarationError for what is none of these, and for schemas and large objects in a schema.
    """
    origin = here()
    objects = on.upper() if isinstance(on, str) else on
    if objects not in OBJECTS:
        raise DeclarationError(f"{origin}: default privileges are on one of {', '.join(OBJECTS).lower()}, not {on!r}")
    if schema and objects in ("SCHEMAS", "LARGE OBJECTS"):
        raise DeclarationError(f"{origin}: {on} stand in no schema; leave schema={schema!r} out")
    if not grants or not all(isinstance(item, GrantDeclaration) for item in grants):
        raise DeclarationError(f"{origin}: default_privileges() takes grant(…) and revoke(…)")
    (role,) = role_refs(for_role, "default_privileges()", origin)
    return DefaultPrivilegesDeclaration(role, objects, schema and checked(schema, "schema"), grants, origin)


def source(item: Privileges, module: Module) -> list[Any]:
    """The declarations of an object's privileges, one for each of what somebody gave or took."""
    made = calls(item, module, literal)
    if not made:
        return []
    if item.of == namespace("public"):
        return [chained(each, [call("on_schema", literal("public"))]) for each in made]
    if item.of == DATABASE:
        return [chained(each, [call("on_database")]) for each in made]
    counted = item.of if isinstance(item, IdentityPrivileges) else module.counted.get(item.of)
    if counted is not None and (table := module.variable(counted.table)):
        return [chained(each, [call("on_sequence", attribute(table, counted.part))]) for each in made]
    variable = module.variable(item.of)
    if variable is None:
        module.lacks(item, f"the {item.of.kind.replace('_', ' ')} is not among these")
        return []
    return [chained(each, [call("on", variable)]) for each in made]


def calls(item: Privileges, module: Module, column: Callable[[str], str]) -> list[Group]:
    """grant(…) and revoke(…) for all that is otherwise than PostgreSQL has it by itself."""
    if item.own is not None:
        module.lacks(item, "what the owner took from itself has no place in a declaration")
    word = item.word
    name = item.column or (item.of.part if word == "COLUMN" else "")
    columns = listed([column(name)]) if name else None
    return _written(item.grants, usual(item.of, word, NEWEST), word, columns, module)


def default_source(item: DefaultPrivileges, module: Module) -> Any:
    """The call that declares default privileges."""
    if item.own is not None:
        module.lacks(item, "what the role took from itself has no place in a declaration")
    word = OBJECTS[item.objects]
    return module.call(
        "default_privileges",
        literal(item.role.name),
        *_written(item.grants, () if item.ref.schema else given(word), word, None, module),
        on=literal(item.objects.lower()),
        schema=literal(item.ref.schema) if item.ref.schema else None,
    )


def _written(
    grants: Iterable[Grant], usual_ones: Iterable[Grant], word: str, columns: Group | None, module: Module
) -> list[Group]:
    """The calls that lead from what there is anyway to the grants, roles of equal privileges together."""
    held = {(item.role, item.privilege): item.grantable for item in grants}
    there = {(item.role, item.privilege): item.grantable for item in usual_ones}
    taken = [key for key in there if key not in held]
    fresh = [key for key in held if key not in there or (held[key] and not there[key])]
    made: list[Group] = []
    for roles, words in _together(taken, word):
        made.append(module.call("revoke", *words, from_=None if roles == '"public"' else roles))
    for option in (False, True):
        for roles, words in _together([key for key in fresh if held[key] is option], word):
            made.append(module.call("grant", *words, to=roles, columns=columns, with_grant_option=flag(option)))
    return made


def _together(keys: Iterable[tuple[Ref, str]], word: str) -> Iterator[tuple[Any, list[str]]]:
    privileges: dict[Ref, set[str]] = {}
    for role, privilege in keys:
        privileges.setdefault(role, set()).add(privilege)
    roles: dict[frozenset[str], list[str]] = {}
    for role in sorted(privileges):
        roles.setdefault(frozenset(privileges[role]), []).append(literal(role.name))
    for words, names in roles.items():
        known = [literal(each.lower()) for each in GRANTABLE[word] if each in words]
        every = len(words) == len(GRANTABLE[word]) > 1
        yield names[0] if len(names) == 1 else listed(names), ['"all"'] if every else known
