"""pg_domain(): a domain and the columns of it."""

from collections.abc import Sequence
from typing import Any

from attrs import field, frozen

from mizzle.dsl.check import CheckDeclaration
from mizzle.dsl.collating import collation
from mizzle.dsl.column import Column, Spec
from mizzle.dsl.context import Context
from mizzle.dsl.data_type import DataType
from mizzle.dsl.given import checked
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, bare, call, chained, listed, literal, place, said
from mizzle.dsl.sql import SQL
from mizzle.model.domain import Domain, DomainCheck, DomainNotNull
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr, Piece
from mizzle.model.place import Place
from mizzle.model.ref import Ref


@frozen
class DomainDeclaration:
    """What pg_domain() makes: called, it gives a column of the domain."""

    name: str
    base: Spec
    checks: tuple[CheckDeclaration, ...] = ()
    not_null_name: str | None = None
    namespace: str | None = None
    comment: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def __call__(self, name: str | None = None) -> Column[Any]:
        """A column of the domain."""
        data_type = DataType(self.name, self.base.type.text, declared=self._type, base=self.base.type)
        return Column(Spec(data_type, name and checked(name, "column"), origin=here(), python=self.base.python))

    def _type(self, context: Context) -> Ref:
        return Ref("type", context.place(self, self.namespace), self.name)

    def _piece(self, context: Context) -> Piece:
        return self._type(context)

    def _default(self, context: Context) -> Expr | None:
        given = self.base.default
        if isinstance(given, SQL):
            return given.expr(context)
        if given is None or given[0] is None:
            return None
        return self.base.type.literal(given[0], context, given[1])

    def _objects(self, context: Context) -> tuple[Domain, ...]:
        return (
            Domain(
                ref=Ref("domain", context.place(self, self.namespace), self.name),
                type=self.base.type.type(context),
                collation=collation(self.base.collation, context),
                not_null=DomainNotNull(name=self.not_null_name) if self.base.not_null else None,
                default=self._default(context),
                checks=tuple(
                    DomainCheck(
                        name=check.name,
                        expr=check.condition.expr(context),
                        validated=check.validated,
                        comment=check.text,
                    )
                    for check in self.checks
                ),
                comment=self.comment,
                renamed=self.renamed,
                origin=self.origin,
            ),
        )


# What a column builder may say that a domain has too.
_SHARED = {"type", "name", "default", "not_null", "collation", "python", "origin", "key", "table"}


def pg_domain(
    name: str,
    base: Column[Any],
    *,
    checks: Sequence[CheckDeclaration] = (),
    not_null_name: str | None = None,
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> DomainDeclaration:
    """A domain over another type, with what the builder of that says of default, NOT NULL and collation.

        email = pg_domain("email", text().not_null(), checks=[check("has_an_at", sql("VALUE ~ '@'"))])
        pg_table("users", {"email": email()})

    checks         conditions on VALUE; those of a domain have no no_inherit() and are always enforced
    not_null_name  the name of the NOT NULL constraint (PostgreSQL 17)

    Raises DeclarationError for a builder that says what only a column of a table can have.
    """
    origin = here()
    if not isinstance(base, Column):
        raise DeclarationError(f"{origin}: domain {name} needs a column builder to be over, not {base!r}")
    spec = base._spec
    plain = Spec(spec.type)
    for fact in sorted(set(spec._fields) - set(_SHARED)):
        if getattr(spec, fact) != getattr(plain, fact):
            raise DeclarationError(f"{origin}: domain {name} cannot have {fact}; that is for columns of tables")
    if spec.table is not None:
        raise DeclarationError(f"{origin}: domain {name} is over a builder of its own, not over a column of a table")
    for check in checks:
        if not isinstance(check, CheckDeclaration):
            raise DeclarationError(f"{origin}: the checks of domain {name} are check(...), not {check!r}")
        if not check.inherited or not check.enforced or check.renamed:
            raise DeclarationError(
                f"{check.origin}: check {check.name} of a domain has no no_inherit(), not_enforced() or renamed_from()"
            )
    if len({check.name for check in checks}) < len(checks):
        raise DeclarationError(f"{origin}: domain {name} has two checks of one name")
    if not_null_name is not None and not spec.not_null:
        raise DeclarationError(f"{origin}: domain {name} has a not_null_name and is not .not_null()")
    return DomainDeclaration(
        checked(name, "domain"),
        spec._replace(name=None),
        tuple(checks),
        not_null_name and checked(not_null_name, "constraint"),
        schema,
        comment,
        renamed_from and checked(renamed_from, "domain"),
        origin,
    )


def source(item: Domain, module: Module) -> Any:
    """The call that declares a domain."""
    from mizzle.dsl.types.source import builder, default

    if item.not_null and item.not_null.comment is not None:
        module.lacks(item, "the comment on its NOT NULL has no place in the builder")
    base = chained(
        builder(item.type, module),
        [
            call("not_null") if item.not_null else None,
            default(item.default, item.type, module) if item.default else None,
            call("collate", literal(bare(item.collation))) if item.collation else None,
        ],
    )
    checks = [
        chained(
            module.call("check", literal(each.name), module.sql(each.expr)),
            [
                None if each.validated else call("not_valid"),
                call("comment", literal(each.comment)) if each.comment is not None else None,
            ],
        )
        for each in item.checks
    ]
    name = item.not_null.name if item.not_null else None
    usual = name in (None, f"{item.ref.name}_not_null")
    return module.call(
        "pg_domain",
        literal(item.ref.name),
        base,
        checks=listed(checks) if checks else None,
        not_null_name=None if usual else literal(str(name)),
        schema=place(item.ref),
        comment=said(item.comment),
    )
