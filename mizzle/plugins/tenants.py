"""Row isolation: one column says whose a row is, and a policy shows each tenant its own rows alone."""

import re
from collections.abc import Iterator

from attrs import evolve

from mizzle.dsl.column import Column as Builder
from mizzle.dsl.column import Spec
from mizzle.dsl.context import Context
from mizzle.model.column import Column
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr
from mizzle.model.index import Index, IndexKey
from mizzle.model.names import checked, chosen, identifier
from mizzle.model.object import Object
from mizzle.model.policy import Policy
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.model.unique import Unique

SETTING = "mizzle.tenant"
POLICY = "tenant_isolation"
# What is not set is NULL at first and empty afterwards; both are nobody.
_WHO = f"NULLIF(current_setting('{SETTING}'::text, true), ''::text)"


def column_of(given: "str | Builder[object]") -> tuple[str, Type]:
    """The name and type of a tenant column: "tenant_id" for text, or a builder of another type: uuid("tenant_id").

    Raises DeclarationError for a builder that says more than that, and for a type that no setting can be read as.
    """
    if isinstance(given, str):
        return checked(given, "column"), Type("text")
    spec = given._spec if isinstance(given, Builder) else None
    if spec is None or spec.name is None:
        raise DeclarationError(
            f'tenant_column is a name, or a column with one such as uuid("tenant_id"), not {given!r}'
        )
    usual = Spec(spec.type, spec.name, origin=spec.origin)
    more = [fact for fact, value, plain in zip(Spec._fields, spec, usual, strict=True) if value is not plain]
    made = spec.type.type(Context())
    if more or made.ref or made.array:
        raise DeclarationError(
            f"{spec.origin}: tenant_column takes the name and type of a column, as in uuid({spec.name!r}), and nothing else"
        )
    return spec.name, made


def isolated(schema: Schema, given: "str | Builder[object]") -> Schema:
    """The schema with the column, an index on it, row security in force for owners too, and the policy on every table.

    A table that has the column keeps it as it is declared. Where a table has policies of its own, the tenant's restricts
    them; elsewhere it lets the tenant in.
    """
    name, type_ = column_of(given)
    made: list[Object] = []
    for item in schema.values():
        if isinstance(item, Table) and item.server is None:
            made.append(evolve(item, row_security=True, force_row_security=True))
            made.extend(_parts(schema, item, name, type_))
        else:
            made.append(item)
    return Schema(made)


def _parts(schema: Schema, table: Table, name: str, type_: Type) -> Iterator[Object]:
    column = table.ref.column(name)
    there = schema.get(column)
    if there is None:
        yield Column(
            ref=column,
            type=type_,
            default=Expr((_who(type_),), table.origin),
            inherited=tuple(parent.column(name) for parent in table.parents),
            position=sum(isinstance(part, Column) for part in schema.parts(table.ref)),
            origin=table.origin,
        )
    elif isinstance(there, Column):
        type_ = there.type
    others = schema.parts(table.ref)
    # The partitions of an index come with it.
    if table.partition_of is None and not any(_leads(item, column) for item in others):
        yield Index(
            ref=Ref("index", table.ref.schema, chosen(f"{table.ref.name}_{name}_index")),
            table=table.ref,
            keys=(IndexKey(value=column),),
            chosen=True,
            origin=table.origin,
        )
    yield Policy(
        ref=Ref("policy", table.ref.schema, table.ref.name, POLICY),
        table=table.ref,
        permissive=not any(isinstance(item, Policy) and item.permissive for item in others),
        using=Expr((f"({_spelled(name)} = {_who(type_)})",), table.origin),
        origin=table.origin,
    )


def _who(type_: Type) -> str:
    return _WHO if str(type_) == "text" else f"({_WHO})::{type_}"


def _spelled(name: str) -> str:
    """As the server prints it, so that it need not be asked; what ends in _id is no keyword."""
    return name if re.fullmatch(r"[a-z]+_id", name) else identifier(name)


def _leads(item: Object, column: Ref) -> bool:
    """Whether rows of a tenant can be sought by it: an index or key that begins with the column."""
    if isinstance(item, Index):
        return item.where is None and item.keys[0].value == column
    return isinstance(item, (PrimaryKey, Unique)) and item.columns[0] == column
