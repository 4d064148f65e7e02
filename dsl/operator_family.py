"""pg_operator_family(), and the members that families and classes share."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.function import FunctionDeclaration, type_of
from mizzle.dsl.given import checked, remark
from mizzle.dsl.operator import OperatorDeclaration
from mizzle.dsl.place import here
from mizzle.dsl.source import Group, Module, literal, mapped, place, said
from mizzle.dsl.source import listed as in_list
from mizzle.model.errors import DeclarationError
from mizzle.model.operator import operated
from mizzle.model.operator_family import OperatorFamily, Strategy, Support, by_method
from mizzle.model.place import Place
from mizzle.model.ref import Ref, signed
from mizzle.model.type import Type

Members = Mapping[int, Any]


@frozen
class OperatorFamilyDeclaration:
    """What pg_operator_family() makes."""

    name: str
    method: str
    operators: Members
    functions: Members
    namespace: str | None = None
    comment: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _ref(self, context: Context) -> Ref:
        return by_method("operator_family", context.place(self, self.namespace), self.name, self.method)

    def _objects(self, context: Context) -> Iterator[OperatorFamily]:
        ref = self._ref(context)
        yield OperatorFamily(
            ref=ref,
            operators=operators(self.operators, None, ref.schema, context, self.origin),
            functions=functions(self.functions, None, self.method, context, self.origin),
            comment=self.comment,
            renamed=self.renamed,
            origin=self.origin,
        )


def pg_operator_family(
    name: str,
    method: str = "btree",
    *,
    operators: Members | None = None,
    functions: Members | None = None,
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> OperatorFamilyDeclaration:
    """An operator family: classes that belong together, and what stands between their types.

        pg_operator_family("amounts", operators={1: {"operator": "<", "left": amount, "right": integer()}})

    operators, functions  by number, as in pg_operator_class(); each says its types, and a list holds several of one number

    A pg_operator_class() without family=… makes the family of its own name.
    """
    return OperatorFamilyDeclaration(
        checked(name, "operator family"),
        checked(method, "access method"),
        operators or {},
        functions or {},
        schema,
        remark(comment),
        renamed_from and checked(renamed_from, "operator family"),
        here(),
    )


def operators(
    given: Members, usual: Type | None, namespace: str, context: Context, origin: Place | None
) -> tuple[Strategy, ...]:
    """The operators of a class over the usual type, or of a family."""
    found = []
    for number, facts in _each(given, "operator", {"left", "right", "order_by"}, origin):
        what, by = facts["operator"], facts.get("order_by")
        if isinstance(what, OperatorDeclaration):
            ref = what._ref(context)
        else:
            where, _, own = _text(what, "an operator", origin).rpartition(".")
            left = _type(facts, "left", usual, context, origin)
            ref = operated(where or namespace, own, left, _type(facts, "right", usual, context, origin))
        where, _, own = (by or "").rpartition(".")
        found.append(
            Strategy(
                number=number,
                operator=ref,
                order_by=by_method("operator_family", where or "pg_catalog", own, "btree") if by else None,
            )
        )
    return tuple(sorted(found, key=lambda item: (item.number, item.operator)))


def functions(
    given: Members, usual: Type | None, method: str, context: Context, origin: Place | None
) -> tuple[Support, ...]:
    """The functions of a class over the usual type, or of a family."""
    found = []
    for number, facts in _each(given, "function", {"left", "right"}, origin):
        left, right = (_type(facts, side, usual, context, origin) for side in ("left", "right"))
        what = facts["function"]
        if isinstance(what, FunctionDeclaration):
            ref = what._ref(context)
        else:
            name, opened, arguments = _text(what, "a function", origin).partition("(")
            where, _, own = name.rpartition(".")
            types = arguments.removesuffix(")") if opened else usual_arguments(number, left, right, method)
            if types is None:
                raise DeclarationError(f"{origin}: function {what} says its arguments: {what}(internal, …)")
            ref = Ref("function", where or context.namespace, signed(own, types))
        found.append(Support(number=number, left=left, right=right, function=ref))
    return tuple(sorted(found, key=lambda item: (item.number, str(item.left), str(item.right))))


def usual_arguments(number: int, left: Type, right: Type, method: str) -> str | None:
    """The arguments that a function of this number has, where that is known."""
    known = {("btree", 1): f"{left}, {right}", ("hash", 1): f"{left}", ("hash", 2): f"{left}, bigint"}
    return known.get((method, number))


def _each(given: Members, what: str, others: set[str], origin: Place | None) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, value in given.items():
        if not isinstance(number, int):
            raise DeclarationError(f"{origin}: {what}s stand by number, as {{1: …}}, not {number!r}")
        for item in value if isinstance(value, list) else [value]:
            facts = item if isinstance(item, Mapping) else {what: item}
            if what not in facts or set(facts) - {what} - others:
                raise DeclarationError(f"{origin}: {what} {number} takes {what} and of {', '.join(sorted(others))}")
            yield number, facts


def _type(facts: Mapping[str, Any], side: str, usual: Type | None, context: Context, origin: Place | None) -> Type:
    if side in facts:
        return type_of(facts[side], context, origin)
    if usual is None:
        raise DeclarationError(f"{origin}: a member of a family says its left and its right type")
    return usual


def _text(value: Any, what: str, origin: Place | None) -> str:
    if not isinstance(value, str) or not value:
        raise DeclarationError(f"{origin}: {what} is given by name or as declared, not {value!r}")
    return value


def source(item: OperatorFamily, module: Module) -> Any:
    """The call that declares an operator family."""
    return module.call(
        "pg_operator_family",
        literal(item.ref.own),
        *([] if item.method == "btree" else [literal(item.method)]),
        operators=operators_source(item.operators, None, item.ref),
        functions=functions_source(item.functions, None, item.method),
        schema=place(item.ref),
        comment=said(item.comment),
    )


def operators_source(items: Iterable[Strategy], usual: Type | None, ref: Ref) -> Group | None:
    """operators={…}."""
    return _grouped((item.number, _operator(item, usual, ref)) for item in items)


def functions_source(items: Iterable[Support], usual: Type | None, method: str) -> Group | None:
    """functions={…}."""
    return _grouped((item.number, _function(item, usual, method)) for item in items)


def _grouped(pairs: Iterable[tuple[int, Any]]) -> Group | None:
    found = [(number, [item for _, item in group]) for number, group in groupby(pairs, key=lambda pair: pair[0])]
    if not found:
        return None
    entries = ((f"{number}: ", items[0] if len(items) == 1 else in_list(items)) for number, items in found)
    return Group("{", tuple(entries), "}")


def _operator(item: Strategy, usual: Type | None, ref: Ref) -> Any:
    other = item.operator
    own = literal(other.own if other.schema == ref.schema else f"{other.schema}.{other.own}")
    left, _, right = other.name[len(other.own) + 1 : -1].partition(", ")
    facts = {
        "operator": own,
        "left": None if usual and left == str(usual) else literal(left),
        "right": None if usual and right == str(usual) else literal(right),
        "order_by": literal(f"{item.order_by.schema}.{item.order_by.own}") if item.order_by else None,
    }
    return _facts(facts)


def _function(item: Support, usual: Type | None, method: str) -> Any:
    arguments = item.function.name[item.function.name.rindex("(") :]
    told = "" if arguments == f"({usual_arguments(item.number, item.left, item.right, method)})" else arguments
    facts = {
        "function": literal(f"{item.function.schema}.{item.function.own}{told}"),
        "left": None if item.left == usual else literal(str(item.left)),
        "right": None if item.right == usual else literal(str(item.right)),
    }
    return _facts(facts)


def _facts(facts: Mapping[str, str | None]) -> Any:
    said_ = [(key, value) for key, value in facts.items() if value is not None]
    return said_[0][1] if len(said_) == 1 else mapped(said_)
