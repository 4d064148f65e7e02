"""The rights that each statement needs (manual, the notes of each command; checked by tests/compiler/test_rights.py).

Named is what can be known beforehand. Hosted servers allow more than PostgreSQL's rules (extensions, event triggers, foreign data
wrappers): that is told and stops nothing. Which privileges a grant option covers is left to the server.
"""

from collections.abc import Iterator

from mizzle.compiler.expandable import silenced
from mizzle.compiler.forms import FORMS, QUIET
from mizzle.compiler.refine import refined
from mizzle.compiler.scene import Scene
from mizzle.compiler.stage import RELATIONS
from mizzle.compiler.statement import Act
from mizzle.model.default_privileges import DefaultPrivileges
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.foreign_server import ForeignServer
from mizzle.model.namespace import namespace
from mizzle.model.owner import Owner
from mizzle.model.privileges import Privileges
from mizzle.model.publication_table import PublicationTable
from mizzle.model.ref import Ref
from mizzle.model.right import DATABASE, SILENCE, Right
from mizzle.model.role import SELF
from mizzle.model.table import Table

# What makes, or renames, a relation in the schema of the table.
BESIDE = {
    "create index",
    "create index concurrently",
    "create index on only",
    "create primary key",
    "create unique",
    "create exclusion",
    "create statistics",
    "add identity",
    "rename identity sequence",
    "rename primary key",
    "rename unique",
    "rename exclusion",
}
POWERFUL = {"event_trigger", "foreign_data_wrapper", "operator_class", "operator_family"}  # made by superusers
INHERITED = {"below", "along", "bound"}  # words for the tables below that must be one's own, too
UNKNOWN = {"user_mapping", "cast", "identity_privileges", "database_privileges"}
OUTSIDE = {*POWERFUL, "extension", "foreign_server", "privileges", "default_privileges", "publication_table"}
BARE = {"enum", "domain", "range", "composite"}  # renamed without CREATE on their schema


def rights(act: Act, scene: Scene) -> Iterator[Right]:
    """What an act needs, on objects that are there before the plan: what the plan makes belongs to whoever runs it."""
    if act.ref.kind in UNKNOWN:
        return
    if act.ref.kind in OUTSIDE:
        yield from _outside(act, scene)
        return
    if act.ref.kind == "role":
        yield Right("CREATEROLE", act.ref)
        return
    if isinstance(item := act.new or act.old, Owner):
        yield from _owner(item.of, scene)
        if isinstance(act.new, Owner):
            yield Right("MEMBER", act.new.role)
        return
    if act.form.startswith("detach partition"):
        for ref in scene.meant("parent", act):
            yield from _owner(ref, scene)
        return
    if act.form == "fill column" and silenced(act.ref, scene.world):
        yield Right("SET", SILENCE)
    subject = scene.subject(act)
    inside = subject is not None and (act.ref.kind not in RELATIONS or act.ref != subject)
    if act.form == "create trigger" and subject is not None:
        yield from _on("TRIGGER", subject, scene)
    elif inside and subject is not None and (act.ref.kind != "statistics" or act.form == "create statistics"):
        yield from _owner(subject, scene)
        if act.form not in BESIDE and not INHERITED.isdisjoint(FORMS.get(refined(act, scene), QUIET).locks):
            for table in scene.meant("all", act):
                yield from _owner(table, scene)
    elif act.form.startswith("create "):
        yield from _made(act.ref, scene)
    else:
        yield from _owner(act.ref, scene, drop=act.form.startswith("drop "))
    beside = act.form in BESIDE or (act.form.startswith("create column") and _counts(act))
    if beside and subject is not None and scene.there(subject):
        yield from _made(subject, scene)
    if act.form.startswith("replace "):
        yield from _made(act.ref, scene)
    if act.form.startswith("rename ") and not act.ref.part:
        moves = scene.world.before.get(act.ref, act.ref).schema != act.ref.schema
        if moves or act.ref.kind not in BARE:
            yield from _made(act.ref, scene)
    if act.form in ("create table", "attach partition", "inherit"):
        for word in ("parent", "parents"):
            for ref in scene.meant(word, act):
                yield from _owner(ref, scene)
    if act.form.startswith("create table") and isinstance(item, Table) and item.server:
        yield from _used(item.server, scene)
    if act.form.startswith("create "):
        for ref in {act.ref, *act.makes}:
            key = act.new if ref == act.ref else scene.world.new.get(ref)
            if isinstance(key, ForeignKey):
                yield from _on("REFERENCES", key.target, scene)
            elif isinstance(key, PublicationTable):
                yield from _owner(key.table, scene)


def _outside(act: Act, scene: Scene) -> Iterator[Right]:
    """What stands beside tables: who makes it, and who owns it or what it is of."""
    item, made = act.new or act.old, act.form.startswith("create ")
    if isinstance(item, Privileges):
        of = item.of.table if item.of.kind == "column" else item.of
        if scene.there(of) and of.kind in {*RELATIONS, "sequence", "namespace"}:
            yield Right("GRANT", scene.world.before.get(of, of))
    elif isinstance(item, DefaultPrivileges):
        if item.role != SELF:
            yield Right("MEMBER", item.role)
    elif isinstance(item, PublicationTable):
        yield from _owner(item.table, scene) if made else ()
    elif made and act.ref.kind in POWERFUL:
        yield Right("SUPERUSER", act.ref)
    elif made and act.ref.kind == "extension":
        yield Right("EXTENSION", act.ref)
    elif made and isinstance(item, ForeignServer):
        yield from _used(item.wrapper, scene)
    else:
        yield from _owner(act.ref, scene)


def _counts(act: Act) -> bool:
    """Whether a new column brings a sequence."""
    return bool(getattr(act.new, "identity", None)) or any(ref.kind == "sequence" for ref in act.makes)


def _owner(ref: Ref, scene: Scene, *, drop: bool = False) -> Iterator[Right]:
    if scene.there(ref):
        yield Right("OWNER", scene.world.before.get(ref, ref), drop)


def _on(word: str, ref: Ref, scene: Scene) -> Iterator[Right]:
    if scene.there(ref):
        yield Right(word, scene.world.before.get(ref, ref))


def _used(ref: Ref, scene: Scene) -> Iterator[Right]:
    """What is not declared is there all the same, if the plan does not make it."""
    if scene.there(ref) or ref not in scene.world.new:
        yield Right("USAGE", scene.world.before.get(ref, ref))


def _made(ref: Ref, scene: Scene) -> Iterator[Right]:
    """CREATE on the schema, or on the database for what stands outside schemas."""
    if not ref.schema:
        yield Right("CREATE", DATABASE)
    elif (space := namespace(ref.schema)) in scene.world.old or space not in scene.world.new:
        yield Right("CREATE", scene.world.before.get(space, space))
