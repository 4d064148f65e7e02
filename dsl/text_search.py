"""pg_text_search_dictionary() and pg_text_search_configuration()."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.given import checked
from mizzle.dsl.index import parameters
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, bare, literal, mapped, place, said
from mizzle.dsl.source import listed as in_list
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Piece, Regclass
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.text_search_configuration import TextSearchConfiguration
from mizzle.model.text_search_dictionary import TextSearchDictionary


def _named(kind: str, name: str) -> Ref:
    """An object by its name; one without a namespace is PostgreSQL's own."""
    namespace, dot, own = name.rpartition(".")
    return Ref(kind, namespace if dot else "pg_catalog", own)


@frozen
class DictionaryDeclaration:
    """What pg_text_search_dictionary() makes."""

    name: str
    template: str
    options: tuple[tuple[str, str], ...] = ()
    namespace: str | None = None
    comment: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _ref(self, context: Context) -> Ref:
        return Ref("text_search_dictionary", context.place(self, self.namespace), self.name)

    def _objects(self, context: Context) -> tuple[TextSearchDictionary, ...]:
        return (
            TextSearchDictionary(
                ref=self._ref(context),
                template=_named("text_search_template", self.template),
                options=self.options,
                comment=self.comment,
                renamed=self.renamed,
                origin=self.origin,
            ),
        )


def pg_text_search_dictionary(
    name: str,
    *,
    template: str,
    options: Mapping[str, Any] | None = None,
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> DictionaryDeclaration:
    """A text search dictionary: pg_text_search_dictionary("plain", template="simple", options={"accept": False}).

    template  "simple", "synonym", "thesaurus", "ispell", "snowball", or one of an extension ("public.unaccent")
    """
    return DictionaryDeclaration(
        checked(name, "text search dictionary"),
        template,
        parameters(options or {}),
        schema,
        comment,
        renamed_from and checked(renamed_from, "text search dictionary"),
        here(),
    )


@frozen
class ConfigurationDeclaration:
    """What pg_text_search_configuration() makes. In sql() it is the regconfig that to_tsvector() takes."""

    name: str
    mappings: tuple[tuple[str, tuple[str | DictionaryDeclaration, ...]], ...] = ()
    parser: str = "default"
    namespace: str | None = None
    comment: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _ref(self, context: Context) -> Ref:
        return Ref("text_search_configuration", context.place(self, self.namespace), self.name)

    def _piece(self, context: Context) -> Piece:
        return Regclass(self._ref(context))

    def _objects(self, context: Context) -> tuple[TextSearchConfiguration, ...]:
        return (
            TextSearchConfiguration(
                ref=self._ref(context),
                parser=_named("text_search_parser", self.parser),
                mappings=tuple(
                    (
                        token,
                        tuple(
                            _named("text_search_dictionary", item) if isinstance(item, str) else item._ref(context)
                            for item in asked
                        ),
                    )
                    for token, asked in self.mappings
                ),
                comment=self.comment,
                renamed=self.renamed,
                origin=self.origin,
            ),
        )


def pg_text_search_configuration(
    name: str,
    mappings: Mapping[str, Sequence[str | DictionaryDeclaration]],
    *,
    parser: str = "default",
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> ConfigurationDeclaration:
    """A text search configuration: for each type of token the dictionaries that are asked, in order.

        pg_text_search_configuration("notes", {"asciiword": [plain, "english_stem"], "int": ["simple"]})

    Raises DeclarationError for a token without dictionaries, and for what is no dictionary.
    """
    origin = here()
    for token, asked in mappings.items():
        if isinstance(asked, str) or not asked:
            raise DeclarationError(f"{origin}: token {token} of text search configuration {name} needs dictionaries")
        for item in asked:
            if not isinstance(item, (str, DictionaryDeclaration)):
                raise DeclarationError(f"{origin}: {item!r} is no text search dictionary")
    return ConfigurationDeclaration(
        checked(name, "text search configuration"),
        tuple((token, tuple(asked)) for token, asked in mappings.items()),
        parser,
        schema,
        comment,
        renamed_from and checked(renamed_from, "text search configuration"),
        origin,
    )


def dictionary_source(item: TextSearchDictionary, module: Module) -> Any:
    """The call that declares a text search dictionary."""
    return module.call(
        "pg_text_search_dictionary",
        literal(item.ref.name),
        template=literal(bare(item.template)),
        options=mapped((key, literal(value)) for key, value in item.options) if item.options else None,
        schema=place(item.ref),
        comment=said(item.comment),
    )


def configuration_source(item: TextSearchConfiguration, module: Module) -> Any:
    """The call that declares a text search configuration."""
    mappings = mapped(
        (token, in_list(module.variable(ref) or literal(bare(ref)) for ref in asked)) for token, asked in item.mappings
    )
    return module.call(
        "pg_text_search_configuration",
        literal(item.ref.name),
        mappings,
        parser=None if bare(item.parser) == "default" else literal(bare(item.parser)),
        schema=place(item.ref),
        comment=said(item.comment),
    )
