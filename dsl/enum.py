"""pg_enum(): an enumerated type and the columns of it."""

import enum
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from mizzle.dsl.column import Column, Spec
from mizzle.dsl.context import Context
from mizzle.dsl.data_type import DataType
from mizzle.dsl.given import checked, optional, remark
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, listed, literal, place, said
from mizzle.model.enum import Enum
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Piece
from mizzle.model.place import Place
from mizzle.model.ref import Ref


@frozen
class EnumDeclaration:
    """What pg_enum() makes: called, it gives a column of the type."""

    name: str
    labels: tuple[str, ...]
    members: type[enum.Enum] | None = None
    namespace: str | None = None
    comment: str | None = None
    renamed: str | None = None
    renamed_labels: tuple[tuple[str, str], ...] = ()
    origin: Place | None = field(default=None, eq=False, repr=False)

    def __call__(self, name: str | None = None) -> Column[Any]:
        """A column of the type."""
        data_type = DataType(self.name, self._write, declared=self._type)
        return Column(Spec(data_type, optional(name, "column"), origin=here(), python=self.members))

    def _type(self, context: Context) -> Ref:
        return Ref("type", context.place(self, self.namespace), self.name)

    def _piece(self, context: Context) -> Piece:
        return self._type(context)

    def _write(self, value: Any) -> str:
        label = _label(value) if isinstance(value, enum.Enum) else value
        if label not in self.labels:
            raise ValueError(f"{label!r} is none of the labels {', '.join(self.labels)}")
        return str(label)

    def _objects(self, context: Context) -> tuple[Enum, ...]:
        return (
            Enum(
                ref=Ref("enum", context.place(self, self.namespace), self.name),
                labels=self.labels,
                comment=self.comment,
                renamed=self.renamed,
                renamed_labels=self.renamed_labels,
                origin=self.origin,
            ),
        )


def _label(member: enum.Enum) -> str:
    """The label of a Python member: its value where that is a string, else its name."""
    return member.value if isinstance(member.value, str) else member.name


def pg_enum(
    name: str,
    labels: Sequence[str] | type[enum.Enum],
    *,
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
    renamed_values: Mapping[str, str] | None = None,
) -> EnumDeclaration:
    """An enumerated type of a list of labels or of a Python enum.Enum.

    `renamed_values` maps old labels to new ones: {"archived": "retired"}.
    Raises DeclarationError for labels that PostgreSQL would refuse: doubled, empty list, longer than 63 bytes.
    """
    origin = here()
    members = None
    if isinstance(labels, type) and issubclass(labels, enum.Enum):
        members = labels
        words = tuple(_label(member) for member in labels)
    elif isinstance(labels, str) or not hasattr(labels, "__iter__"):
        raise DeclarationError(f"{origin}: {labels!r} is no list of labels")
    else:
        words = tuple(labels)
    for word in words:
        if not isinstance(word, str) or len(word.encode(errors="surrogatepass")) > 63 or "\0" in word:
            raise DeclarationError(f"{origin}: {word!r} cannot be a label of enum {name}: a string up to 63 bytes")
    if len(set(words)) != len(words):
        raise DeclarationError(f"{origin}: enum {name} has a label twice: {', '.join(words)}")
    for word in (renamed_values or {}).values():
        if word not in words:
            raise DeclarationError(f"{origin}: {word!r} is no label of enum {name} to rename to")
    return EnumDeclaration(
        checked(name, "enum"),
        words,
        members,
        optional(schema, "schema"),
        remark(comment),
        optional(renamed_from, "enum"),
        tuple((renamed_values or {}).items()),
        origin,
    )


def source(item: Enum, module: Module) -> Any:
    """The call that declares an enum."""
    labels = listed(map(literal, item.labels))
    return module.call("pg_enum", literal(item.ref.name), labels, schema=place(item.ref), comment=said(item.comment))
