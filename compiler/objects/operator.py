from collections.abc import Iterator

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name, type_text
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.errors import UnsupportedChange
from mizzle.model.names import identifier
from mizzle.model.object import changed
from mizzle.model.operator import LINKS, Operator
from mizzle.model.ref import Ref


class OperatorDDL(DDL):
    model = Operator
    word = "OPERATOR"
    rebuilds = frozenset({"function"})

    def create(self, new: Operator, world: World) -> Iterator[Statement]:  # noqa: ARG002
        clauses = [
            f"FUNCTION = {name(new.function)}",
            *([f"LEFTARG = {type_text(new.left)}"] if new.left else []),
            f"RIGHTARG = {type_text(new.right)}",
            *(f"{field.upper()} = {mentioned(getattr(new, field))}" for field in LINKS if getattr(new, field)),
            *([f"RESTRICT = {name(new.restrict)}"] if new.restrict else []),
            *([f"JOIN = {name(new.join)}"] if new.join else []),
            *(["HASHES"] if new.hashes else []),
            *(["MERGES"] if new.merges else []),
        ]
        yield Statement(sql=f"CREATE OPERATOR {named(new.ref)} (" + ", ".join(clauses) + ")")

    def drop(self, old: Operator, world: World) -> Iterator[Statement]:
        yield Statement(sql=f"DROP {self.target(old)}")
        # A name that only this operator mentions would keep the namespace from going.
        for ref in sorted(old.shells):
            if ref.schema and Ref("namespace", "", ref.schema) not in world.new and ref not in world.old:
                yield Statement(sql=f"DROP OPERATOR {named(ref)} {types(ref)}")

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:  # noqa: ARG002
        if old.own != new.own:
            raise UnsupportedChange(f"operator {old}: PostgreSQL has no ALTER OPERATOR … RENAME; make it anew")
        if old.schema != new.schema:
            yield Statement(sql=f"ALTER OPERATOR {named(old)} {types(old)} SET SCHEMA {identifier(new.schema)}")

    def target(self, item: Operator) -> str:
        return f"OPERATOR {named(item.ref)} {types(item.ref)}"

    def rebuilt(self, old: Operator, new: Operator, world: World) -> bool:
        """PostgreSQL 17 adds what is missing; nothing takes away what is there, and before 17 nothing adds (manual, ALTER OPERATOR)."""
        fields = set(changed(old, new))
        return (
            super().rebuilt(old, new, world)
            or any(self._lost(field, old, new, world) for field in LINKS if field in fields)
            or any(getattr(old, field) for field in ("hashes", "merges") if field in fields)
            or (world.major < 17 and bool(self._added(old, new, world)))
        )

    def _lost(self, field: str, old: Operator, new: Operator, world: World) -> bool:
        """Whether a link is given up that does not go with the operator at its other end."""
        partner = getattr(old, field)
        other = world.old.get(partner) if partner else None
        if not isinstance(other, Operator) or getattr(other, field) != old.ref:
            return partner is not None
        after = world.new.get(partner)
        if not isinstance(after, Operator):
            return getattr(new, field) is not None  # DROP OPERATOR clears the link
        gives_up_too = getattr(after, field) is None and getattr(new, field) is None
        return not (gives_up_too and partner < old.ref)  # then that one is made again, which clears this link

    def _added(self, old: Operator, new: Operator, world: World) -> list[str]:
        """The clauses for what is new and does not come by itself with the operator at the other end."""
        found = []
        for field in LINKS:
            partner = getattr(new, field)
            if partner and getattr(old, field) is None:
                there = world.new.get(partner)
                mirrored = isinstance(there, Operator) and getattr(there, field) == new.ref
                if not (mirrored and (world.is_new(partner) or partner < new.ref)):
                    found.append(f"{field.upper()} = {mentioned(partner)}")
        return found + [
            field.upper() for field in ("hashes", "merges") if getattr(new, field) and not getattr(old, field)
        ]

    @alters("restrict", "join", *LINKS, "hashes", "merges")
    def set_facts(self, old: Operator, new: Operator, world: World) -> Iterator[Statement]:
        clauses = [
            f"{field.upper()} = {name(ref) if (ref := getattr(new, field)) else 'NONE'}"
            for field in ("restrict", "join")
            if field in changed(old, new)
        ] + self._added(old, new, world)
        if clauses:
            yield Statement(sql=f"ALTER {self.target(new)} SET ({', '.join(clauses)})")


def named(ref: Ref) -> str:
    """An operator as CREATE, ALTER and DROP OPERATOR name it."""
    return f"{identifier(ref.schema)}.{ref.own}"


def types(ref: Ref) -> str:
    """Its arguments in parentheses."""
    return ref.name[len(ref.own) :]


def mentioned(ref: Ref) -> str:
    """An operator as other ones mention it."""
    return f"OPERATOR({named(ref)})"
