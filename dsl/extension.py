"""pg_extension()."""

from typing import Any

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.given import checked, optional, remark
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, literal, said
from mizzle.model.extension import Extension
from mizzle.model.place import Place
from mizzle.model.ref import Ref


@frozen
class ExtensionDeclaration:
    """What pg_extension() makes."""

    name: str
    namespace: str | None = None
    version: str | None = None
    comment: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _objects(self, context: Context) -> tuple[Extension, ...]:  # noqa: ARG002
        return (
            Extension(
                ref=Ref("extension", "", self.name),
                target=self.namespace,
                version=self.version,
                comment=self.comment,
                origin=self.origin,
            ),
        )


def pg_extension(
    name: str, *, schema: str | None = None, version: str | None = None, comment: str | None = None
) -> ExtensionDeclaration:
    """An extension. `schema` is where its objects go (default: public); `version` left out fits any."""
    where = optional(schema, "schema") or "public"
    return ExtensionDeclaration(
        checked(name, "extension"), where, optional(version, "version"), remark(comment), here()
    )


def source(item: Extension, module: Module) -> Any:
    """The call that declares an extension; its version is left to the server."""
    where = None if item.target in (None, "public") else literal(str(item.target))
    return module.call("pg_extension", literal(item.ref.name), schema=where, comment=said(item.comment))
