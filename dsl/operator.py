"""pg_operator()."""

import re
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.function import function_ref, type_of
from mizzle.dsl.given import remark, switch
from mizzle.dsl.place import here
from mizzle.dsl.routine import routine
from mizzle.dsl.source import Module, flag, literal, place, said
from mizzle.model.errors import DeclarationError
from mizzle.model.names import LIMIT
from mizzle.model.operator import Operator, operated
from mizzle.model.place import Place
from mizzle.model.ref import Ref, signed
from mizzle.model.type import Type

_SIGNS = re.compile(r"[-+*/<>=~!@#%^&|`?]+\Z")
ESTIMATES = {"restrict": "internal, oid, internal, integer", "join": "internal, oid, internal, smallint, internal"}


@frozen
class OperatorDeclaration:
    """What pg_operator() makes."""

    name: str
    left: Any
    right: Any
    function: Any
    commutator: str | None = None
    negator: str | None = None
    restrict: Any = None
    join: Any = None
    hashes: bool = False
    merges: bool = False
    namespace: str | None = None
    comment: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _types(self, context: Context) -> tuple[Type | None, Type]:
        left = None if self.left is None else type_of(self.left, context, self.origin)
        return left, type_of(self.right, context, self.origin)

    def _ref(self, context: Context) -> Ref:
        return operated(context.place(self, self.namespace), self.name, *self._types(context))

    def _objects(self, context: Context) -> Iterator[Operator]:
        left, right = self._types(context)
        ref = self._ref(context)
        types = ", ".join(str(type_) for type_ in (left, right) if type_)
        yield Operator(
            ref=ref,
            left=left,
            right=right,
            function=function_ref(self.function, types, context, self.origin),
            commutator=_other(self.commutator, ref.schema, right, left) if left else None,
            negator=_other(self.negator, ref.schema, left, right),
            restrict=_estimate(self.restrict, "restrict", context),
            join=_estimate(self.join, "join", context),
            hashes=self.hashes,
            merges=self.merges,
            comment=self.comment,
            origin=self.origin,
        )


def _other(name: str | None, namespace: str, left: Type | None, right: Type | None) -> Ref | None:
    if name is None or right is None:
        return None
    where, _, own = name.rpartition(".")
    return operated(where or namespace, own, left, right)


def _estimate(given: Any, which: str, context: Context) -> Ref | None:
    made = routine(given, (), context)
    return made and Ref("function", made.schema, signed(made.own, ESTIMATES[which]))


def pg_operator(
    name: str,
    *,
    right: Any,
    function: Any,
    left: Any = None,
    commutator: str | None = None,
    negator: str | None = None,
    restrict: Any = None,
    join: Any = None,
    hashes: bool = False,
    merges: bool = False,
    schema: str | None = None,
    comment: str | None = None,
) -> OperatorDeclaration:
    """An operator: pg_operator("~<<", left=text(), right=text(), function=matches).

    left                 left out for an operator that stands before its argument
    function             a pg_function() or a name; PostgreSQL's own are written pg_catalog.int4eq
    commutator, negator  other operators by name ("app.>>"), in the same schema unless another is said; both sides say it
    restrict, join       estimators of selectivity: "eqsel", "eqjoinsel"
    hashes, merges       whether it can carry hash and merge joins

    PostgreSQL has no other name for an operator once it is made, so there is no renamed_from.
    Raises DeclarationError for a name that no operator can have, and for what goes with two arguments alone.
    """
    origin = here()
    for each in (name, *(other.rpartition(".")[2] for other in (commutator, negator) if other is not None)):
        _named(each, origin)
    if left is None and (commutator or join or hashes or merges):
        raise DeclarationError(
            f"{origin}: operator {name} has one argument, and so no commutator, join, hashes or merges"
        )
    return OperatorDeclaration(
        name,
        left,
        right,
        function,
        commutator,
        negator,
        restrict,
        join,
        switch(hashes, "hashes"),
        switch(merges, "merges"),
        schema,
        remark(comment),
        origin,
    )


def _named(name: Any, origin: Place) -> None:
    """Refuse what PostgreSQL takes for no operator (manual, CREATE OPERATOR)."""
    usual = isinstance(name, str) and _SIGNS.match(name) and len(name) <= LIMIT
    ends = usual and len(name) > 1 and name[-1] in "+-" and not set(name) & set("~!@#%^&|`?")
    if not usual or ends or "--" in name or "/*" in name or name == "=>":
        raise DeclarationError(f"{origin}: {name!r} is no name of an operator")


def source(item: Operator, module: Module) -> Any:
    """The call that declares an operator."""
    return module.call(
        "pg_operator",
        literal(item.ref.own),
        left=None if item.left is None else literal(str(item.left)),
        right=literal(str(item.right)),
        function=literal(f"{item.function.schema}.{item.function.own}"),
        commutator=_beside(item.commutator, item.ref),
        negator=_beside(item.negator, item.ref),
        restrict=_own(item.restrict),
        join=_own(item.join),
        hashes=flag(item.hashes),
        merges=flag(item.merges),
        schema=place(item.ref),
        comment=said(item.comment),
    )


def _beside(other: Ref | None, ref: Ref) -> str | None:
    if other is None:
        return None
    return literal(other.own if other.schema == ref.schema else f"{other.schema}.{other.own}")


def _own(ref: Ref | None) -> str | None:
    return None if ref is None else literal(ref.own if ref.schema == "pg_catalog" else f"{ref.schema}.{ref.own}")
