from collections.abc import Iterator

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name, roles
from mizzle.compiler.objects.function import setting_value
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.names import identifier, literal
from mizzle.model.object import changed
from mizzle.model.role import Membership, Role

WORDS = {
    "login": "LOGIN",
    "superuser": "SUPERUSER",
    "create_db": "CREATEDB",
    "create_role": "CREATEROLE",
    "inherit": "INHERIT",
    "replication": "REPLICATION",
    "bypass_rls": "BYPASSRLS",
}


class RoleDDL(DDL):
    model = Role
    word = "ROLE"

    def create(self, new: Role, world: World) -> Iterator[Statement]:
        bare = Role(ref=new.ref)
        yield Statement(sql=" ".join([f"CREATE ROLE {name(new.ref)}", *self.attributes(bare, new)]))
        yield from self.set_settings(bare, new, world)
        yield from self.set_members(bare, new, world)

    def attributes(self, old: Role, new: Role) -> list[str]:
        fields = changed(old, new)
        out = [("" if getattr(new, field) else "NO") + word for field, word in WORDS.items() if field in fields]
        if "connection_limit" in fields:
            out.append(f"CONNECTION LIMIT {new.connection_limit}")
        if "valid_until" in fields:
            out.append(f"VALID UNTIL {literal(new.valid_until or 'infinity')}")
        return out

    @alters(*WORDS, "connection_limit", "valid_until")
    def set_attributes(self, old: Role, new: Role, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=" ".join([f"ALTER ROLE {name(new.ref)}", *self.attributes(old, new)]))

    @alters("settings")
    def set_settings(self, old: Role, new: Role, world: World) -> Iterator[Statement]:  # noqa: ARG002
        had, wanted = dict(old.settings), dict(new.settings)
        for key in had:
            if key not in wanted:
                yield Statement(sql=f"ALTER ROLE {name(new.ref)} RESET {_setting(key)}")
        for key, value in wanted.items():
            if had.get(key) != value:
                text = setting_value(key, value)
                yield Statement(sql=f"ALTER ROLE {name(new.ref)} SET {_setting(key)} TO {text}")

    @alters("member_of")
    def set_members(self, old: Role, new: Role, world: World) -> Iterator[Statement]:
        had = {group.role: group for group in old.member_of or ()}
        wanted = {group.role: group for group in new.member_of or ()}
        if gone := [ref for ref in had if ref not in wanted]:
            yield Statement(sql=f"REVOKE {roles(gone)} FROM {name(new.ref)}")
        for ref, group in sorted(wanted.items()):
            before = had.get(ref)
            if before and world.major < 16:
                if before.admin == group.admin:
                    continue  # the other two are facts of the member itself
                if not group.admin:
                    yield Statement(sql=f"REVOKE ADMIN OPTION FOR {name(ref)} FROM {name(new.ref)}")
                    continue
            if before != group:
                yield Statement(sql=f"GRANT {name(ref)} TO {name(new.ref)}{_options(before, group, new, world)}")


def _options(before: Membership | None, group: Membership, member: Role, world: World) -> str:
    if world.major < 16:
        return " WITH ADMIN OPTION" if group.admin else ""
    usual = before or Membership(group.role, inherit=member.inherit)
    words = [
        f"{field.upper()} {'TRUE' if getattr(group, field) else 'FALSE'}" for field in changed_options(usual, group)
    ]
    return f" WITH {', '.join(words)}" if words else ""


def changed_options(old: Membership, new: Membership) -> list[str]:
    """The options of a membership that differ."""
    return [field for field in ("admin", "inherit", "set") if getattr(old, field) != getattr(new, field)]


def _setting(key: str) -> str:
    return ".".join(identifier(word) for word in key.split("."))
