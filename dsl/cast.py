"""pg_cast()."""

from typing import Any

from attrs import field, frozen

from mizzle.dsl.column import Column
from mizzle.dsl.context import Context
from mizzle.dsl.data_type import DataType
from mizzle.dsl.place import here
from mizzle.dsl.routine import routine
from mizzle.dsl.source import Module, flag, literal, said
from mizzle.dsl.types.make import one_of
from mizzle.model.cast import CONTEXTS, Cast, between
from mizzle.model.errors import DeclarationError
from mizzle.model.place import Place


@frozen
class CastDeclaration:
    """What pg_cast() makes."""

    source: DataType
    target: DataType
    function: Any = None
    inout: bool = False
    context: str = "explicit"
    comment: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _objects(self, context: Context) -> tuple[Cast, ...]:
        source, target = self.source.type(context), self.target.type(context)
        return (
            Cast(
                ref=between(source, target),
                source=source,
                target=target,
                function=routine(self.function, [source], context),
                inout=self.inout,
                context=self.context,
                comment=self.comment,
                origin=self.origin,
            ),
        )


def pg_cast(
    source: Column[Any],
    target: Column[Any],
    *,
    function: Any = None,
    inout: bool = False,
    context: str = "explicit",
    comment: str | None = None,
) -> CastDeclaration:
    """A cast between two types, given as builders: pg_cast(text(), mood(), inout=True, context="assignment").

    function  what carries it out, by name ("app.to_code") or as declared
    inout     by way of the text form; with neither, the two types have one binary form
    context   "explicit", "assignment" or "implicit"

    Raises DeclarationError for what is no builder, and for a function beside inout.
    """
    origin = here()
    for builder in (source, target):
        if not isinstance(builder, Column):
            raise DeclarationError(f"{origin}: a cast is between two column builders, not {builder!r}")
    one_of("the context of a cast", context, CONTEXTS)
    if inout and function is not None:
        raise DeclarationError(f"{origin}: a cast has a function or is inout, not both")
    return CastDeclaration(source._spec.type, target._spec.type, function, inout, context, comment, origin)


def source(item: Cast, module: Module) -> Any:
    """The call that declares a cast."""
    from mizzle.dsl.types.source import builder

    function = item.function
    if function and function != routine(f"{function.schema}.{function.own}", [item.source], Context()):
        module.lacks(item, "its function takes more than the value")
    return module.call(
        "pg_cast",
        builder(item.source, module),
        builder(item.target, module),
        function=literal(f"{function.schema}.{function.own}") if function else None,
        inout=flag(item.inout),
        context=None if item.context == "explicit" else literal(item.context),
        comment=said(item.comment),
    )
