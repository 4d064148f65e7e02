"""What users give as the wanted side: a module, a mapping, a list, or a schema that is made already."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING, Any

from attrs import frozen

from mizzle.errors import MizzleError, UsageError
from mizzle.model.place import raised_at
from mizzle.model.schema import Schema

if TYPE_CHECKING:
    from mizzle.dsl.essence import Essence

Source = ModuleType | Mapping[str, Any] | Iterable[Any] | Schema


def wanted(source: Source, *, casing: str | None = None) -> Schema:
    """The schema of a module, a mapping or a list of declarations."""
    if isinstance(source, Schema):
        return source
    from mizzle.dsl.declare import declare  # comparing two databases needs no builders

    return declare(source, casing=casing)


@frozen
class Declared:
    """A wanted side whose schema is made when it is asked for: what was found equal before is known without it.

    where  the name of the module that declares it: whatever is raised in it is then told with the place
    """

    source: Source
    casing: str | None = None
    where: str | None = None

    @classmethod
    def of(cls, source: Source, casing: str | None = None, where: str | None = None) -> "Declared":
        """The declarations of a source, which may be one that can be walked only once."""
        if isinstance(source, Schema):
            return cls(source)
        from mizzle.dsl.declare import declarations

        return cls(declarations(source), casing, where)

    @cached_property
    def schema(self) -> Schema:
        """Raises UsageError for whatever a module's lambdas raise: extras, references, generated."""
        try:
            return wanted(self.source, casing=self.casing)
        except MizzleError:
            raise
        except Exception as error:
            if self.where is None:
                raise
            raise UsageError(f"{self.where} cannot be read: {raised(error)}") from None

    @cached_property
    def essence(self) -> "Essence | None":
        """None for a schema that is made already, and for a declaration with something wrong in it."""
        if isinstance(self.source, Schema):
            return None
        from mizzle.dsl.declare import context, declarations
        from mizzle.dsl.essence import essence

        found = declarations(self.source)
        try:
            return essence(found, context(found, casing=self.casing))
        except Exception:  # noqa: BLE001 - what is wrong, making the schema tells
            return None

    @property
    def words(self) -> str:
        """What tells this declaration from all others, in the same words in every process."""
        return self.essence.digest if self.essence else repr(list(self.schema.values()))


def raised(error: BaseException) -> str:
    """The error with the last line of the user's own code."""
    text, place = str(error), raised_at(error.__traceback__)
    where = f" at {place}" if place else ""
    if isinstance(error, SyntaxError) and error.filename:
        where, text = f" at {error.filename}:{error.lineno}", error.msg
    return f"{type(error).__name__}: {text}{where}"
