"""What a declaration is told when it becomes a model: where unqualified tables go and how omitted names are cased."""

import re
from collections.abc import Mapping

from attrs import field, frozen

from mizzle.model.errors import DeclarationError

CASINGS = ("snake_case", "camelCase")


@frozen
class Context:
    """namespace: of tables that name none. casing: of omitted names. extensions: name → namespace, where declared.

    homes: the namespaces of declarations that name none and belong elsewhere, by id(): another plugin's tables.
    instead: where the tables stand that a reference by name looks for in another namespace, as in a plugin that is bound.
    """

    namespace: str = "public"
    casing: str | None = None
    extensions: Mapping[str, str] = field(factory=dict)
    homes: Mapping[int, str] = field(factory=dict)
    instead: Mapping[str, str] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if self.casing not in (None, *CASINGS):
            raise DeclarationError(f"casing must be one of {', '.join(CASINGS)}, not {self.casing!r}")

    def place(self, item: object, given: str | None) -> str:
        """The namespace of a declaration: the one it names, else that of its owner, else the one that all go to."""
        return given or self.homes.get(id(item), self.namespace)

    def cased(self, key: str) -> str:
        """The database name of an object whose name was omitted."""
        if self.casing == "snake_case":
            return re.sub(r"(?<=[a-z0-9])([A-Z])|(?<=[A-Z])([A-Z])(?=[a-z])", r"_\1\2", key).lower()
        if self.casing == "camelCase":
            head, *rest = key.split("_")
            return head + "".join(word[:1].upper() + word[1:] for word in rest)
        return key
