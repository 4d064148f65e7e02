"""pg_operator_class()."""

from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.function import type_of
from mizzle.dsl.given import checked, remark, switch
from mizzle.dsl.operator_family import (
    Members,
    OperatorFamilyDeclaration,
    functions,
    functions_source,
    operators,
    operators_source,
)
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, flag, literal, place, said
from mizzle.model.errors import DeclarationError
from mizzle.model.object import Object
from mizzle.model.operator_class import OperatorClass
from mizzle.model.operator_family import OperatorFamily, by_method
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema


@frozen
class OperatorClassDeclaration:
    """What pg_operator_class() makes."""

    name: str
    type: Any
    method: str
    operators: Members
    functions: Members
    family: Any = None
    default: bool = False
    storage: Any = None
    namespace: str | None = None
    comment: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _objects(self, context: Context) -> Iterator[Object]:
        ref = by_method("operator_class", context.place(self, self.namespace), self.name, self.method)
        family = self._family(ref, context)
        if self.family is None:
            renamed = self.renamed  # the family of its own name is renamed along
            yield OperatorFamily(ref=family, renamed=renamed, origin=self.origin)
        type_ = type_of(self.type, context, self.origin)
        yield OperatorClass(
            ref=ref,
            type=type_,
            family=family,
            default=self.default,
            storage=None if self.storage is None else type_of(self.storage, context, self.origin),
            operators=operators(self.operators, type_, ref.schema, context, self.origin),
            functions=functions(self.functions, type_, self.method, context, self.origin),
            comment=self.comment,
            renamed=self.renamed,
            origin=self.origin,
        )

    def _family(self, ref: Ref, context: Context) -> Ref:
        if self.family is None:
            return by_method("operator_family", ref.schema, self.name, self.method)
        if isinstance(self.family, OperatorFamilyDeclaration):
            return self.family._ref(context)
        where, _, own = str(self.family).rpartition(".")
        return by_method("operator_family", where or ref.schema, own, self.method)


def pg_operator_class(
    name: str,
    type: Any,
    method: str = "btree",
    *,
    operators: Members | None = None,
    functions: Members | None = None,
    family: str | OperatorFamilyDeclaration | None = None,
    default: bool = False,
    storage: Any = None,
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> OperatorClassDeclaration:
    """An operator class: how an index treats a type.

        pg_operator_class("amounts", amount, default=True, operators={1: "<", 3: "="}, functions={1: "app.compare"})

    operators  by strategy number: a pg_operator() or a name, of this schema unless another is said ("pg_catalog.<");
               {"operator": "<->", "right": text(), "order_by": "float_ops"} where the right type is another, or the
               operator orders; several of one number in a list
    functions  by support number: a pg_function() or a name, with its arguments where they are not the type twice
    family     a pg_operator_family() or its name; left out, the class has a family of its own name
    default    whether indexes over the type take the class unless they say another
    storage    the type that the index keeps, where it is another

    Raises DeclarationError for members that are none.
    """
    origin = here()
    if family is not None and not isinstance(family, (str, OperatorFamilyDeclaration)):
        raise DeclarationError(f"{origin}: the family of {name} is a pg_operator_family() or a name, not {family!r}")
    return OperatorClassDeclaration(
        checked(name, "operator class"),
        type,
        checked(method, "access method"),
        operators or {},
        functions or {},
        family,
        switch(default, "default"),
        storage,
        schema,
        remark(comment),
        renamed_from and checked(renamed_from, "operator class"),
        origin,
    )


def source(item: OperatorClass, module: Module) -> Any:
    """The call that declares an operator class."""
    family = item.family
    return module.call(
        "pg_operator_class",
        literal(item.ref.own),
        literal(str(item.type)),
        *([] if item.method == "btree" else [literal(item.method)]),
        operators=operators_source(item.operators, item.type, item.ref),
        functions=functions_source(item.functions, item.type, item.method),
        family=None
        if brings_family(item, module.schema)
        else literal(family.own if family.schema == item.ref.schema else f"{family.schema}.{family.own}"),
        default=flag(item.default),
        storage=None if item.storage is None else literal(str(item.storage)),
        schema=place(item.ref),
        comment=said(item.comment),
    )


def brings_family(item: OperatorClass, schema: Schema) -> bool:
    """Whether the family is nothing but the class's own."""
    family = schema.get(item.family)
    bare = isinstance(family, OperatorFamily) and not (family.operators or family.functions or family.comment)
    return bare and item.family._replace(kind="operator_class") == item.ref
