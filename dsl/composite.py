"""pg_composite(): a composite type and the columns of it."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from mizzle.dsl.collating import collation
from mizzle.dsl.column import Column, Spec
from mizzle.dsl.context import Context
from mizzle.dsl.data_type import DataType
from mizzle.dsl.given import checked
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, bare, call, chained, literal, mapped, place, said
from mizzle.dsl.types.custom import any_text
from mizzle.model.composite import Attribute, Composite
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Piece
from mizzle.model.place import Place
from mizzle.model.ref import Ref


@frozen
class CompositeDeclaration:
    """What pg_composite() makes: called, it gives a column of the type."""

    name: str
    attributes: tuple[tuple[str, Spec], ...]
    namespace: str | None = None
    comment: str | None = None
    renamed: str | None = None
    renamed_attributes: tuple[tuple[str, str], ...] = ()
    origin: Place | None = field(default=None, eq=False, repr=False)

    def __call__(self, name: str | None = None) -> Column[Any]:
        """A column of the type; its default is sql("ROW(…)") or a text as PostgreSQL prints it."""
        data_type = DataType(self.name, any_text, declared=self._type)
        return Column(Spec(data_type, name and checked(name, "column"), origin=here()))

    def _type(self, context: Context) -> Ref:
        return Ref("type", self.namespace or context.namespace, self.name)

    def _piece(self, context: Context) -> Piece:
        return self._type(context)

    def _objects(self, context: Context) -> tuple[Composite, ...]:
        return (
            Composite(
                ref=Ref("composite", self.namespace or context.namespace, self.name),
                attributes=tuple(
                    Attribute(
                        name=spec.name or context.cased(key),
                        type=spec.type.type(context),
                        collation=collation(spec.collation, context),
                        comment=spec.comment,
                    )
                    for key, spec in self.attributes
                ),
                renamed_attributes=self.renamed_attributes,
                comment=self.comment,
                renamed=self.renamed,
                origin=self.origin,
            ),
        )


_SHARED = {"type", "name", "collation", "comment", "python", "origin", "key", "table", "renamed"}


def pg_composite(
    name: str,
    attributes: Mapping[str, Column[Any]],
    *,
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> CompositeDeclaration:
    """A composite type; the order of its attributes counts.

    attributes  name → builder with a type and, where wanted, .collate(), .comment() and .renamed_from()

    Raises DeclarationError for a builder that says what only a column of a table can have.
    """
    origin = here()
    if not isinstance(attributes, Mapping):
        raise DeclarationError(f"{origin}: the attributes of composite type {name} must be a dict of name → builder")
    renamed = []
    for key, builder in attributes.items():
        if not isinstance(builder, Column):
            raise DeclarationError(f"{origin}: attribute {key!r} of composite type {name} is no builder: {builder!r}")
        spec, plain = builder._spec, Spec(builder._spec.type)
        checked(spec.name or key, "attribute")
        for fact in sorted(set(spec._fields) - set(_SHARED)):
            if getattr(spec, fact) != getattr(plain, fact):
                raise DeclarationError(f"{origin}: attribute {key!r} of composite type {name} cannot have {fact}")
        if spec.renamed:
            renamed.append((spec.renamed, spec.name or key))
    return CompositeDeclaration(
        checked(name, "type"),
        tuple((key, builder._spec) for key, builder in attributes.items()),
        schema,
        comment,
        renamed_from and checked(renamed_from, "type"),
        tuple(renamed),
        origin,
    )


def source(item: Composite, module: Module) -> Any:
    """The call that declares a composite type."""
    from mizzle.dsl.types.source import builder

    lines = []
    for each in item.attributes:
        calls = [
            call("collate", literal(bare(each.collation))) if each.collation else None,
            call("comment", literal(each.comment)) if each.comment is not None else None,
        ]
        lines.append((each.name, chained(builder(each.type, module), calls)))
    return module.call(
        "pg_composite", literal(item.ref.name), mapped(lines), schema=place(item.ref), comment=said(item.comment)
    )
