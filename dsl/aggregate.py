"""pg_aggregate()."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.function import ArgumentDeclaration, Arguments, function_ref, listed, type_of
from mizzle.dsl.index import named
from mizzle.dsl.place import here
from mizzle.model.aggregate import MODIFY, Aggregate, State
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Piece
from mizzle.model.names import checked
from mizzle.model.place import Place
from mizzle.model.ref import Ref, signed

# What moving={…} takes, beside the two that every moving aggregate has.
_MOVING = {"sfunc", "inverse", "stype", "sspace", "finalfunc", "finalfunc_extra", "finalfunc_modify", "initcond"}


@frozen
class AggregateDeclaration:
    """What pg_aggregate() makes. In sql() it is the aggregate's name."""

    name: str
    arguments: tuple[tuple[str, ArgumentDeclaration], ...]
    order_by: tuple[tuple[str, ArgumentDeclaration], ...]
    state: Mapping[str, Any]
    moving: Mapping[str, Any] | None
    form: str
    combinefunc: Any = None
    serialfunc: Any = None
    deserialfunc: Any = None
    sortop: str | None = None
    parallel: str = "unsafe"
    namespace: str | None = None
    comment: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _types(self, context: Context) -> list[str]:
        return [str(type_of(item.type, context, self.origin)) for _, item in self._all()]

    def _all(self) -> tuple[tuple[str, ArgumentDeclaration], ...]:
        # One VARIADIC "any" stands for the direct and the aggregated arguments alike.
        shared = bool(self.arguments and self.order_by) and self.arguments[-1][1].mode == "variadic"
        return self.arguments if shared else (*self.arguments, *self.order_by)

    def _ref(self, context: Context) -> Ref:
        return Ref("aggregate", context.place(self, self.namespace), signed(self.name, ", ".join(self._types(context))))

    def _piece(self, context: Context) -> Piece:
        return self._ref(context)

    def _objects(self, context: Context) -> Iterator[Aggregate]:
        kind = str(type_of(self.state["stype"], context, self.origin))

        def function(value: Any, types: str) -> Ref | None:
            return None if value is None else function_ref(value, types, context, self.origin)

        yield Aggregate(
            ref=self._ref(context),
            arguments=tuple(item.model(name, context) for name, item in self._all()),
            state=self._state(self.state, context),
            moving=self._state(self.moving, context) if self.moving else None,
            form=self.form,
            direct=len(self.arguments) if self.form != "normal" else 0,
            combine=function(self.combinefunc, f"{kind}, {kind}"),
            serialize=function(self.serialfunc, "internal"),
            deserialize=function(self.deserialfunc, "bytea, internal"),
            sort_operator=named("operator", self.sortop, context),
            parallel=self.parallel,
            comment=self.comment,
            renamed=self.renamed,
            origin=self.origin,
        )

    def _state(self, facts: Mapping[str, Any], context: Context) -> State:
        kind = type_of(facts["stype"], context, self.origin)
        given = self._types(context)
        step = ", ".join([str(kind), *(given if self.form == "normal" else given[len(self.arguments) :])])
        extra = facts.get("finalfunc_extra", False)
        last = ", ".join(
            [str(kind), *(given if extra else given[: len(self.arguments)] if self.form != "normal" else ())]
        )
        final, inverse = facts.get("finalfunc"), facts.get("inverse")
        return State(
            function=function_ref(facts["sfunc"], step, context, self.origin),
            type=kind,
            space=facts.get("sspace") or 0,
            final=function_ref(final, last, context, self.origin) if final is not None else None,
            extra=extra,
            modify=facts.get("finalfunc_modify") or ("read_only" if self.form == "normal" else "read_write"),
            initial=facts.get("initcond"),
            inverse=function_ref(inverse, step, context, self.origin) if inverse is not None else None,
        )


def pg_aggregate(
    name: str,
    arguments: Arguments = (),
    *,
    sfunc: Any,
    stype: Any,
    sspace: int | None = None,
    finalfunc: Any = None,
    finalfunc_extra: bool = False,
    finalfunc_modify: Literal["read_only", "shareable", "read_write"] | None = None,
    initcond: str | None = None,
    combinefunc: Any = None,
    serialfunc: Any = None,
    deserialfunc: Any = None,
    moving: Mapping[str, Any] | None = None,
    sortop: str | None = None,
    order_by: Arguments | None = None,
    hypothetical: bool = False,
    parallel: Literal["safe", "restricted", "unsafe"] = "unsafe",
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> AggregateDeclaration:
    """An aggregate: pg_aggregate("product", [integer()], sfunc=times, stype=bigint(), initcond="1").

    arguments  as in pg_function(); none for one that is called with *
    sfunc …    a pg_function() or a name; PostgreSQL's own are written pg_catalog.int4larger
    moving     the moving form: {"sfunc": …, "inverse": …, "stype": …} and what more of the plain form's options it has
    order_by   the aggregated arguments of an ordered-set aggregate; `arguments` are then the direct ones
    """
    origin = here()
    if moving is not None and (not {"sfunc", "inverse", "stype"} <= set(moving) or set(moving) - _MOVING):
        raise DeclarationError(
            f"{origin}: moving of {name} takes sfunc, inverse, stype and of {', '.join(sorted(_MOVING))}"
        )
    for word in (finalfunc_modify, (moving or {}).get("finalfunc_modify")):
        if word is not None and word not in MODIFY.values():
            raise DeclarationError(f"{origin}: finalfunc_modify is one of {', '.join(MODIFY.values())}, not {word!r}")
    if parallel not in ("safe", "restricted", "unsafe"):
        raise DeclarationError(f"{origin}: parallel is one of safe, restricted, unsafe, not {parallel!r}")
    if hypothetical and order_by is None:
        raise DeclarationError(f"{origin}: a hypothetical-set aggregate has order_by=[…]")
    state = {
        "sfunc": sfunc,
        "stype": stype,
        "sspace": sspace,
        "finalfunc": finalfunc,
        "finalfunc_extra": finalfunc_extra,
        "finalfunc_modify": finalfunc_modify,
        "initcond": initcond,
    }
    return AggregateDeclaration(
        checked(name, "aggregate"),
        listed(arguments, origin),
        listed(order_by, origin) if order_by is not None else (),
        state,
        moving,
        "normal" if order_by is None else "hypothetical" if hypothetical else "ordered",
        combinefunc,
        serialfunc,
        deserialfunc,
        sortop,
        parallel,
        schema,
        comment,
        renamed_from and checked(renamed_from, "aggregate"),
        origin,
    )
