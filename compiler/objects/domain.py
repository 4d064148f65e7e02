import re
from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.casts import lossless, misfit
from mizzle.compiler.ddl import alters
from mizzle.compiler.names import default_text, name, text, type_text, wrapped
from mizzle.compiler.objects.held import HeldDDL
from mizzle.compiler.statement import Statement
from mizzle.compiler.values import breaking, held_nulls, unfit
from mizzle.compiler.world import World, grounded
from mizzle.model.cast import Cast
from mizzle.model.column import Column
from mizzle.model.consent import Consent
from mizzle.model.domain import Domain, DomainCheck, DomainNotNull
from mizzle.model.expr import Expr
from mizzle.model.names import identifier, literal
from mizzle.model.object import Object
from mizzle.model.ref import SIGNED, Ref
from mizzle.model.rename import waits
from mizzle.model.type import Type


class DomainDDL(HeldDDL):
    """All but the base type is altered in place; for that the type is swapped (compiler/expand.py)."""

    model = Domain
    word = "DOMAIN"

    def create(self, new: Domain, world: World) -> Iterator[Statement]:
        parts = [f"CREATE DOMAIN {name(new.ref)} AS {type_text(new.type)}"]
        if new.collation:
            parts.append(f"COLLATE {name(new.collation)}")
        if new.default:
            parts.append(f"DEFAULT {default_text(new.default)}")
        elif _inherits(new, world):
            parts.append("DEFAULT NULL")
        if new.not_null:
            parts.append(_not_null(new, world))
        parts += [_check(check) for check in new.checks if check.validated]
        yield Statement(sql=" ".join(parts))
        for check in new.checks:
            if not check.validated:  # CREATE DOMAIN takes no NOT VALID
                yield Statement(sql=f"{head(new)} ADD {_check(check)}")
            if check.comment is not None:
                yield _comment(new, check.name, check.comment)
        if new.not_null and new.not_null.comment is not None and world.major >= 17:
            yield _comment(new, _name(new, new.not_null), new.not_null.comment)

    def rebuilt(self, old: Domain, new: Domain, world: World) -> bool:
        if old.type != new.type or old.collation != new.collation:
            return True
        # PostgreSQL looks for rows that break a constraint in columns of the domain alone, and refuses where it is
        # inside an array or a composite type (typecmds.c, get_rels_with_domain).
        return any(_scans(old, new)) and world.boxed(old.ref)

    def released(self, old: Domain, new: Domain, gone: Object) -> Domain | None:  # noqa: ARG002
        """Without the default and the checks that call it: what has columns of the domain stays."""
        if gone.ref not in old.depends or not (isinstance(gone, Cast) or gone.kind in SIGNED):
            return None
        checks = tuple(check for check in old.checks if not _calls(check.expr, gone))
        default = None if old.default and _calls(old.default, gone) else old.default
        return evolve(old, checks=checks, default=default, depends=old.depends - {gone.ref})

    def loses(self, old: Domain, new: Domain, world: World) -> Iterator[Statement]:
        if not self.rebuilt(old, new, world):
            return
        have, want = grounded(old.type, world.old), grounded(new.type, world.new)
        condition = None if lossless(have, want) else misfit(have, want)
        if condition:
            yield Statement(sql="", probes=tuple(unfit(old.ref, condition, new.ref, world)))
        elif not lossless(have, want) and have.ref == want.ref and world.held(old.ref):
            yield Statement(sql="", consents=(Consent("change-type", new.ref),))
        added = [check for check in new.checks if check.validated and check not in old.checks]
        yield Statement(sql="", probes=tuple(probe for check in added for probe in breaking(new, check, world)))
        if new.not_null and not old.not_null:
            yield Statement(sql="", probes=tuple(held_nulls(new.ref, world)))

    @alters("default")
    def set_default(self, old: Domain, new: Domain, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(
            sql=f"{head(new)} SET DEFAULT {default_text(new.default)}" if new.default else f"{head(new)} DROP DEFAULT"
        )

    @alters("not_null")
    def set_not_null(self, old: Domain, new: Domain, world: World) -> Iterator[Statement]:
        had, wanted = old.not_null, new.not_null
        if had and not wanted:
            yield Statement(sql=f"{head(new)} DROP NOT NULL")
        elif wanted and not had:
            words = _not_null(new, world)
            yield Statement(
                sql=f"{head(new)} {'SET' if words == 'NOT NULL' else 'ADD'} {words}",
                form="constrain domain",
                probes=tuple(held_nulls(new.ref, world)),
                follows=tuple(_holding(new.ref, world)),
            )
        elif had and wanted and had.name and wanted.name and had.name != wanted.name:
            yield _rename_constraint(new, had.name, wanted.name)
        if wanted and world.major >= 17 and wanted.comment != (had.comment if had else None):
            yield _comment(new, _name(new, wanted), wanted.comment)

    @alters("checks")
    def set_checks(self, old: Domain, new: Domain, world: World) -> Iterator[Statement]:
        before = {check.name: check for check in old.checks}
        wanted = {check.name: check for check in new.checks}
        spare = [check for check in old.checks if check.name not in wanted]
        for check in new.checks:
            same = next((other for other in spare if _alike(other, check)), None)
            if check.name not in before and same:
                spare.remove(same)
                yield _rename_constraint(new, same.name, check.name)
                before[check.name] = same
        for gone in spare:
            yield Statement(sql=f"{head(new)} DROP CONSTRAINT {identifier(gone.name)}")
        for check in new.checks:
            had = before.get(check.name)
            comment = had.comment if had else None
            if had and (had.expr != check.expr or (had.validated and not check.validated)):
                yield Statement(sql=f"{head(new)} DROP CONSTRAINT {identifier(check.name)}")
                had = comment = None
            asked = tuple(breaking(new, check, world)) if check.validated else ()
            if not had:
                form = "constrain domain" if check.validated else "alter domain"
                behind = tuple(_holding(new.ref, world)) if check.validated else ()
                yield Statement(sql=f"{head(new)} ADD {_check(check)}", form=form, probes=asked, follows=behind)
            elif check.validated and not had.validated:
                words = f"VALIDATE CONSTRAINT {identifier(check.name)}"
                behind = tuple(_holding(new.ref, world))
                yield Statement(sql=f"{head(new)} {words}", form="constrain domain", probes=asked, follows=behind)
            if check.comment != comment:
                yield _comment(new, check.name, check.comment)


def _holding(ref: Ref, world: World, *, boxed: bool = False) -> Iterator[Ref]:
    """The columns that go and have it inside an array or a composite type: while one is there no constraint can be added."""
    for user in world.old.users(ref):
        kind = getattr(user, "type", None)
        inside = boxed or (isinstance(kind, Type) and kind.array) or not isinstance(user, Column | Domain)
        if isinstance(user, Column):
            if inside and not waits(user.ref.name):  # or else its rows are copied to where it holds
                yield user.ref
        elif user.space == "type":
            yield from _holding(user.ref, world, boxed=inside)


def _calls(expr: Expr, gone: Object) -> bool:
    if isinstance(gone, Cast):  # a cast that is not written out is not to be seen
        return True
    return re.search(rf"\b{re.escape(gone.ref.own)}\b", text(expr)) is not None


def head(domain: Domain) -> str:
    return f"ALTER DOMAIN {name(domain.ref)}"


def _scans(old: Domain, new: Domain) -> Iterator[bool]:
    """Whether each constraint that is new has rows to look at."""
    have = [(check.name, check.expr) for check in old.checks if check.validated]
    yield bool(new.not_null and not old.not_null)
    for check in new.checks:
        spare = any(_alike(other, check) for other in old.checks)
        yield check.validated and (check.name, check.expr) not in have and not spare


def _alike(old: DomainCheck, new: DomainCheck) -> bool:
    return (old.expr, old.validated) == (new.expr, new.validated)


def _check(check: DomainCheck) -> str:
    return f"CONSTRAINT {identifier(check.name)} CHECK {wrapped(text(check.expr))}" + (
        "" if check.validated else " NOT VALID"
    )


def _inherits(domain: Domain, world: World) -> bool:
    """Whether the domain would begin with the default of the one that it is over."""
    base = domain.type.ref
    sides = (side.find(base) for side in (world.old, world.new)) if base and not domain.type.array else ()
    return any(isinstance(found, Domain) and found.default for found in sides)


def _not_null(domain: Domain, world: World) -> str:
    """The constraint, with its name where it has one: PostgreSQL's own choice may be taken by what is put aside."""
    named = domain.not_null.name if domain.not_null and world.major >= 17 else None
    return f"CONSTRAINT {identifier(named)} NOT NULL" if named else "NOT NULL"


def _name(domain: Domain, not_null: DomainNotNull) -> str:
    return not_null.name or f"{domain.ref.name}_not_null"


def _rename_constraint(domain: Domain, old: str, new: str) -> Statement:
    return Statement(sql=f"{head(domain)} RENAME CONSTRAINT {identifier(old)} TO {identifier(new)}")


def _comment(domain: Domain, constraint: str, comment: str | None) -> Statement:
    words = literal(comment) if comment is not None else "NULL"
    return Statement(sql=f"COMMENT ON CONSTRAINT {identifier(constraint)} ON DOMAIN {name(domain.ref)} IS {words}")
