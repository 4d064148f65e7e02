"""pg_range(): a range type, its multirange type, and the columns of both."""

from functools import partial
from typing import Any

from attrs import field, frozen

from mizzle.dsl.collating import collation
from mizzle.dsl.column import Column, Spec
from mizzle.dsl.context import Context
from mizzle.dsl.data_type import DataType
from mizzle.dsl.given import checked
from mizzle.dsl.index import named
from mizzle.dsl.place import here
from mizzle.dsl.routine import routine
from mizzle.dsl.source import Module, bare, call, chained, literal, place, said
from mizzle.dsl.types.ranges import multirange_text, range_text
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Piece
from mizzle.model.place import Place
from mizzle.model.range import Range, usual_multirange
from mizzle.model.ref import Ref
from mizzle.model.type import Type


@frozen
class RangeDeclaration:
    """What pg_range() makes: called, it gives a column of the type."""

    name: str
    subtype: Spec
    subtype_diff: Any = None
    canonical: Any = None
    opclass: str | None = None
    multirange_name: str | None = None
    namespace: str | None = None
    comment: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def __call__(self, name: str | None = None) -> Column[Any]:
        """A column of ranges."""
        return self._column(
            name, DataType(self.name, partial(range_text, element=self.subtype.type), declared=self._type)
        )

    def multirange(self, name: str | None = None) -> Column[Any]:
        """A column of multiranges."""
        own = self.multirange_name or usual_multirange(self.name)
        write = partial(multirange_text, element=self.subtype.type)
        return self._column(name, DataType(own, write, declared=lambda context: Ref("type", self._where(context), own)))

    def _column(self, name: str | None, data_type: DataType) -> Column[Any]:
        return Column(Spec(data_type, name and checked(name, "column"), origin=here()))

    def _where(self, context: Context) -> str:
        return self.namespace or context.namespace

    def _type(self, context: Context) -> Ref:
        return Ref("type", self._where(context), self.name)

    def _piece(self, context: Context) -> Piece:
        return self._type(context)

    def _objects(self, context: Context) -> tuple[Range, ...]:
        subtype, where, multirange = self.subtype.type.type(context), self._where(context), self.multirange_name
        given = multirange if multirange != usual_multirange(self.name) else None
        return (
            Range(
                ref=Ref("range", where, self.name),
                subtype=subtype,
                multirange=Ref("type", where, given) if given else None,
                opclass=named("opclass", self.opclass, context),
                collation=collation(self.subtype.collation, context),
                canonical=routine(self.canonical, [Type("", self._type(context))], context),
                subtype_diff=routine(self.subtype_diff, [subtype, subtype], context),
                comment=self.comment,
                renamed=self.renamed,
                origin=self.origin,
            ),
        )


def pg_range(
    name: str,
    subtype: Column[Any],
    *,
    subtype_diff: Any = None,
    canonical: Any = None,
    opclass: str | None = None,
    multirange_name: str | None = None,
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> RangeDeclaration:
    """A range type: pg_range("floats", double_precision(), subtype_diff="float8mi").

    subtype       a builder; with .collate() the order of a textual one
    subtype_diff  the function of two values that tells their distance, by name ("app.distance") or as declared
    canonical     the function that brings a range of a discrete subtype into its one form
    opclass       another btree operator class than the subtype's default

    Raises DeclarationError for a subtype that is no builder.
    """
    origin = here()
    if not isinstance(subtype, Column):
        raise DeclarationError(f"{origin}: range type {name} needs a column builder as its subtype, not {subtype!r}")
    return RangeDeclaration(
        checked(name, "type"),
        subtype._spec,
        subtype_diff,
        canonical,
        opclass,
        multirange_name and checked(multirange_name, "type"),
        schema,
        comment,
        renamed_from and checked(renamed_from, "type"),
        origin,
    )


def source(item: Range, module: Module) -> Any:
    """The call that declares a range type."""
    from mizzle.dsl.types.source import builder

    calls = [call("collate", literal(bare(item.collation)))] if item.collation else []
    return module.call(
        "pg_range",
        literal(item.ref.name),
        chained(builder(item.subtype, module), calls),
        subtype_diff=literal(bare(item.subtype_diff)) if item.subtype_diff else None,
        canonical=literal(bare(item.canonical)) if item.canonical else None,
        opclass=literal(bare(item.opclass)) if item.opclass else None,
        multirange_name=literal(item.multirange.name) if item.multirange else None,
        schema=place(item.ref),
        comment=said(item.comment),
    )
