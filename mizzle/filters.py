"""Which objects a command looks at: schemas and tables by pattern, and kinds. What is passed over is passed over on both sides."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from attrs import frozen

from mizzle.errors import UsageError
from mizzle.introspect.kinds import KINDS
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

Patterns = tuple[str, ...]


@frozen
class Filter:
    """Patterns with * and ?; one that begins with ! excludes. Without a positive one, all that is not excluded is meant.

    schemas  names of schemas
    tables   names of tables, views and the like, with or without their schema; what stands in a table goes with it
    kinds    "table", "view", "function", …; what stands in a table goes with it unless its own kind is excluded ("!trigger")
    """

    schemas: Patterns = ()
    tables: Patterns = ()
    kinds: Patterns = ()

    @classmethod
    def make(
        cls,
        schemas: Iterable[str] | None = None,
        tables: Iterable[str] | None = None,
        kinds: Iterable[str] | None = None,
    ) -> "Filter":
        """A filter of lists. Raises UsageError for a kind that there is not."""
        given = tuple(kinds or ())
        for word in given:
            if word.removeprefix("!") not in KINDS:
                raise UsageError(f"there is no kind {word.removeprefix('!')!r}; there are {', '.join(sorted(KINDS))}")
        return cls(tuple(schemas or ()), tuple(tables or ()), given)

    def __bool__(self) -> bool:
        return bool(self.schemas or self.tables or self.kinds)

    def of(self, schema: Schema) -> Schema:
        """What is left of a schema."""
        if not self:
            return schema
        gone: set[Ref] = set()
        kept: dict[Ref, Object] = {}

        def keeps(item: Object, above: tuple[Ref, ...] = ()) -> bool:
            if item.ref in gone or item.ref in kept:
                return item.ref in kept
            wholes = [schema[ref] for ref in item.part_of() if ref in schema and ref not in above and ref != item.ref]
            inside = [whole for whole in wholes if whole.kind in _WHOLE]
            found = self._keeps(item, alone=not inside) and all(keeps(whole, (*above, item.ref)) for whole in inside)
            (kept.__setitem__(item.ref, item) if found else gone.add(item.ref))
            return found

        return schema.where(keeps)

    def unmet(self, *sides: Schema) -> tuple[str, ...]:
        """What each pattern that means something by name, and means nothing of what is left, is told with: a slip of the pen."""
        items = [item for side in sides for item in side.values()]
        tables = {(item.ref.name, f"{item.ref.schema}.{item.ref.name}") for item in items if item.kind in _WHOLE}
        schemas = {(item.ref.schema or item.ref.name,) for item in items if item.ref.schema or item.kind == "namespace"}
        kinds = {(item.kind,) for item in items}
        return tuple(
            told.format(pattern)
            for told, patterns, there in (
                ("no schema matches {}", self.schemas, schemas),
                ("no table matches {}", self.tables, tables),
                (
                    "there is no {} to look at; what stands in a table is looked at with the kind table",
                    self.kinds,
                    kinds,
                ),
            )
            for pattern in patterns
            if not pattern.startswith("!") and not any(_meant((pattern,), names) for names in there)
        )

    def _keeps(self, item: Object, *, alone: bool) -> bool:
        ref = item.ref
        if not _meant(self.kinds, (item.kind,), inside=not alone):
            return False
        place = ref.schema or (ref.name if item.kind == "namespace" else "")
        if not _meant(self.schemas, (place,)):
            return False
        return item.kind not in _WHOLE or _meant(self.tables, (ref.name, f"{ref.schema}.{ref.name}"))


_WHOLE = ("table", "view", "materialized_view")


def _meant(patterns: Patterns, names: tuple[str, ...], *, inside: bool = False) -> bool:
    """Whether the patterns mean one of the names. What stands inside of something meant is meant unless it is excluded."""
    excluded = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    included = [pattern for pattern in patterns if not pattern.startswith("!")]
    if any(fnmatchcase(name, pattern) for name in names for pattern in excluded):
        return False
    return inside or not included or any(fnmatchcase(name, pattern) for name in names for pattern in included)
