"""pg_aggregate()."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.function import ArgumentDeclaration, Arguments, function_ref, listed, type_of, written
from mizzle.dsl.index import named
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, bare, flag, literal, mapped, place, said
from mizzle.dsl.source import listed as in_list
from mizzle.model.aggregate import MODIFY, Aggregate, State
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Piece
from mizzle.model.function import Argument
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


def source(item: Aggregate, module: Module) -> Any:
    """The call that declares an aggregate."""
    direct = item.arguments if item.form == "normal" else item.arguments[: item.direct]
    # One VARIADIC "any" stands for the direct and the aggregated arguments alike.
    rest = item.arguments[item.direct :] or item.arguments[-1:]
    return module.call(
        "pg_aggregate",
        literal(item.ref.own),
        *([_arguments(direct, module)] if direct else []),
        **_state_source(item.state, item.form),
        combinefunc=_name(item.combine),
        serialfunc=_name(item.serialize),
        deserialfunc=_name(item.deserialize),
        moving=mapped(_state_source(item.moving, item.form).items()) if item.moving else None,
        sortop=literal(bare(item.sort_operator)) if item.sort_operator else None,
        order_by=None if item.form == "normal" else _arguments(rest, module),
        hypothetical=flag(item.form == "hypothetical"),
        parallel=None if item.parallel == "unsafe" else literal(item.parallel),
        schema=place(item.ref),
        comment=said(item.comment),
    )


def _arguments(items: Sequence[Argument], module: Module) -> Any:
    names = [each.name for each in items]
    if all(names) and len(set(names)) == len(names):
        return mapped((each.name, written(each, module)) for each in items)
    return in_list(written(each, module, named=True) for each in items)


def _name(ref: Ref | None) -> Any:
    return None if ref is None else literal(f"{ref.schema}.{ref.own}")


def _state_source(state: State, form: str) -> dict[str, Any]:
    usual = "read_only" if form == "normal" else "read_write"
    found = {
        "sfunc": _name(state.function),
        "inverse": _name(state.inverse),
        "stype": literal(str(state.type)),
        "sspace": str(state.space) if state.space else None,
        "finalfunc": _name(state.final),
        "finalfunc_extra": flag(state.extra),
        "finalfunc_modify": None if state.modify == usual else literal(state.modify),
        "initcond": said(state.initial),
    }
    return {key: value for key, value in found.items() if value is not None}
