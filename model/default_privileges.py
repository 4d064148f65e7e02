from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.namespace import namespace
from mizzle.model.object import Object
from mizzle.model.privileges import Grant
from mizzle.model.ref import Ref

# ALTER DEFAULT PRIVILEGES … ON these, and what it is privileges on.
OBJECTS = {
    "TABLES": "TABLE",
    "SEQUENCES": "SEQUENCE",
    "FUNCTIONS": "ROUTINE",
    "TYPES": "TYPE",
    "SCHEMAS": "SCHEMA",
    "LARGE OBJECTS": "LARGE OBJECT",
}


@frozen(kw_only=True)
class DefaultPrivileges(Object):
    """Who may do what with the objects that a role is going to make.

    Those of one namespace come on top of what is given anyway; those of the whole database (no namespace in the ref) stand
    in the place of that.

    role     whose new objects
    objects  TABLES, SEQUENCES, FUNCTIONS, TYPES, SCHEMAS or LARGE OBJECTS
    grants   of everybody; for the whole database of everybody but the role
    own      what the role has, for the whole database; None for everything
    """

    kind: ClassVar[str] = "default_privileges"
    kept: ClassVar[bool] = True

    role: Ref
    objects: str
    grants: tuple[Grant, ...] = field(default=(), eq=frozenset)
    own: tuple[str, ...] | None = None

    def part_of(self) -> Iterator[Ref]:
        if self.ref.schema:
            yield namespace(self.ref.schema)

    def placed(self) -> Ref:
        return default_privileges(self.ref.schema, self.role, self.objects)


def default_privileges(schema: str, role: Ref, objects: str) -> Ref:
    """The ref of the default privileges for one role's objects of one sort; schema "" for the whole database."""
    return Ref("default_privileges", schema, f"{role.name} {objects.lower()}")
