"""pg_policy()."""

from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.place import here
from mizzle.dsl.role import Roles, role_refs
from mizzle.dsl.source import Module, call, chained, listed, literal
from mizzle.dsl.sql import SQL, built
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.place import Place
from mizzle.model.policy import Policy
from mizzle.model.ref import Ref
from mizzle.model.role import PUBLIC

if TYPE_CHECKING:
    from mizzle.dsl.query.expression import Operators

COMMANDS = ("all", "select", "insert", "update", "delete")
AS = ("permissive", "restrictive")


@frozen
class PolicyDeclaration:
    """What pg_policy() makes: an extra of a table, or, with on(), a declaration of its own."""

    name: str
    command: str
    permissive: bool
    roles: tuple[Ref, ...]
    using: SQL | None = None
    with_check: SQL | None = None
    text: str | None = None
    renamed: str | None = None
    table: Any = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def comment(self, text: str) -> "PolicyDeclaration":
        return evolve(self, text=text)

    def renamed_from(self, old: str) -> "PolicyDeclaration":
        return evolve(self, renamed=checked(old, "policy"))

    def on(self, table: Any) -> "PolicyDeclaration":
        """The policy as a declaration of its own, for a table that is declared elsewhere.

        That table says row_security=True itself: it does not know of this policy.
        """
        if not hasattr(table, "_ref") or not hasattr(table, "_config"):
            raise DeclarationError(f"{self.origin}: policy {self.name} stands on a table, not on {table!r}")
        return evolve(self, table=table)

    def _objects(self, context: Context) -> tuple[Policy, ...]:
        return () if self.table is None else (self._part(self.table._ref(context), context),)

    def _part(self, table: Ref, context: Context) -> Policy:
        return Policy(
            ref=Ref("policy", table.schema, table.name, self.name),
            table=table,
            command=self.command,
            permissive=self.permissive,
            roles=self.roles,
            using=self.using.expr(context) if self.using else None,
            check=self.with_check.expr(context) if self.with_check else None,
            comment=self.text,
            renamed=self.renamed,
            origin=self.origin,
        )


def pg_policy(
    name: str,
    *,
    as_: str = "permissive",
    for_: str = "all",
    to: Roles = "public",
    using: "SQL | Operators | None" = None,
    with_check: "SQL | Operators | None" = None,
) -> PolicyDeclaration:
    """A row-level security policy, as an extra of its table. The table's row security is on if it has policies.

    as_         "permissive": any such policy lets a row through; "restrictive": each has to
    for_        "all", "select", "insert", "update" or "delete"
    to          the roles that it concerns; "public" for everybody
    using       which rows are seen, as sql(...)
    with_check  which rows may be written; left out: those that `using` lets through

    Raises DeclarationError for words that are none of these, and for an expression that the command cannot have.
    """
    origin = here()
    if as_ not in AS:
        raise DeclarationError(f"{origin}: policy {name} is {' or '.join(AS)}, not {as_!r}")
    if for_ not in COMMANDS:
        raise DeclarationError(f"{origin}: policy {name} is for one of {', '.join(COMMANDS)}, not {for_!r}")
    seen, taken = built(using), built(with_check)
    for word, value in (("using", seen), ("with_check", taken)):
        if value is not None and not isinstance(value, SQL):
            raise DeclarationError(
                f"{origin}: {word} of policy {name} is sql(...) or an expression, not {type(value).__name__}"
            )
    if for_ == "insert" and using is not None:
        raise DeclarationError(f"{origin}: policy {name} is for insert, which sees no rows: give with_check, not using")
    if for_ in ("select", "delete") and with_check is not None:
        raise DeclarationError(
            f"{origin}: policy {name} is for {for_}, which writes no rows: give using, not with_check"
        )
    return PolicyDeclaration(
        checked(name, "policy"),
        for_.upper(),
        as_ == "permissive",
        role_refs(to, f"policy {name}", origin),
        seen,
        taken,
        origin=origin,
    )


def source(item: Policy, module: Module) -> Any:
    """The extra that declares a policy."""
    roles = [literal(ref.name or "public") for ref in item.roles]
    everybody = item.roles == (PUBLIC,)
    made = module.call(
        "pg_policy",
        literal(item.ref.own),
        as_=None if item.permissive else literal("restrictive"),
        for_=None if item.command == "ALL" else literal(item.command.lower()),
        to=None if everybody else roles[0] if len(roles) == 1 else listed(roles),
        using=module.sql(item.using) if item.using else None,
        with_check=module.sql(item.check) if item.check else None,
    )
    return chained(made, [call("comment", literal(item.comment)) if item.comment is not None else None])
