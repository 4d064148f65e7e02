"""pg_collation()."""

from typing import Any

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.given import checked
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, literal, place, said
from mizzle.dsl.types.make import one_of
from mizzle.model.collation import Collation
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Piece
from mizzle.model.place import Place
from mizzle.model.ref import Ref

PROVIDERS = ("libc", "icu", "builtin")


@frozen
class CollationDeclaration:
    """What pg_collation() makes; a column takes it with .collate()."""

    name: str
    provider: str = "libc"
    locale: str | None = None
    lc_collate: str | None = None
    lc_ctype: str | None = None
    deterministic: bool = True
    rules: str | None = None
    namespace: str | None = None
    comment: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _ref(self, context: Context) -> Ref:
        return Ref("collation", context.place(self, self.namespace), self.name)

    def _piece(self, context: Context) -> Piece:
        return self._ref(context)

    def _objects(self, context: Context) -> tuple[Collation, ...]:
        return (
            Collation(
                ref=self._ref(context),
                provider=self.provider,
                locale=self.locale,
                lc_collate=self.lc_collate,
                lc_ctype=self.lc_ctype,
                deterministic=self.deterministic,
                rules=self.rules,
                comment=self.comment,
                renamed=self.renamed,
                origin=self.origin,
            ),
        )


def pg_collation(
    name: str,
    *,
    locale: str | None = None,
    provider: str = "libc",
    lc_collate: str | None = None,
    lc_ctype: str | None = None,
    deterministic: bool = True,
    rules: str | None = None,
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> CollationDeclaration:
    """A collation: pg_collation("german", provider="icu", locale="de-DE-u-co-phonebk").

    provider              "libc", "icu" or "builtin" (PostgreSQL 17)
    lc_collate, lc_ctype  for libc, where the two differ
    deterministic         False lets strings that differ in bytes be equal; ICU only
    rules                 ICU's tailoring rules (PostgreSQL 16)

    Raises DeclarationError for options that do not go together.
    """
    origin = here()
    one_of("provider of a collation", provider, PROVIDERS)
    if provider == "libc":
        lc_collate, lc_ctype = lc_collate or locale, lc_ctype or locale
        if not lc_collate or not lc_ctype:
            raise DeclarationError(f"{origin}: collation {name} needs a locale, or both lc_collate and lc_ctype")
        locale = None
    elif locale is None or lc_collate is not None or lc_ctype is not None:
        raise DeclarationError(f"{origin}: a collation of {provider} has a locale and neither lc_collate nor lc_ctype")
    if provider != "icu" and (rules is not None or not deterministic):
        raise DeclarationError(f"{origin}: only icu has rules and collations that are not deterministic")
    return CollationDeclaration(
        checked(name, "collation"),
        provider,
        locale,
        lc_collate,
        lc_ctype,
        deterministic,
        rules,
        schema,
        comment,
        renamed_from and checked(renamed_from, "collation"),
        origin,
    )


def source(item: Collation, module: Module) -> Any:
    """The call that declares a collation."""
    both = item.provider == "libc" and item.lc_collate == item.lc_ctype
    return module.call(
        "pg_collation",
        literal(item.ref.name),
        locale=said(item.lc_collate if both else item.locale),
        provider=None if item.provider == "libc" else literal(item.provider),
        lc_collate=None if both else said(item.lc_collate),
        lc_ctype=None if both else said(item.lc_ctype),
        deterministic=None if item.deterministic else "False",
        rules=said(item.rules),
        schema=place(item.ref),
        comment=said(item.comment),
    )
