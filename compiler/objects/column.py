from collections.abc import Collection, Iterator
from typing import Any

from attrs import evolve

from mizzle.compiler import not_null as not_null_names
from mizzle.compiler.barred import (
    refused_beside_identity,
    refused_by_type,
    refused_in_typed,
    refused_to_forget,
)
from mizzle.compiler.casts import converted
from mizzle.compiler.counting import (
    alone_identified,
    called_like_a_type,
    carried_over,
    gone_on,
    handed_over,
    identity,
    kept_clear,
    moves_to_serial,
    narrowed,
    reidentified,
    serial,
    shut_out,
)
from mizzle.compiler.ddl import DDL, action, alters, head
from mizzle.compiler.expandable import refused
from mizzle.compiler.expanding import VALUE, Expansion, beside, helpers, steps
from mizzle.compiler.inheriting import (
    after_parent,
    beside_identity,
    counted_by,
    defaults_below,
    from_parent,
    nullable_above,
    own_words,
    retyped_above,
)
from mizzle.compiler.names import default_text, name, table, text, type_text, wrapped
from mizzle.compiler.objects.foreign import changed_options, generic_options
from mizzle.compiler.online import brief
from mizzle.compiler.probes import nulls, rows
from mizzle.compiler.remade import forgotten
from mizzle.compiler.required import bringing, goes_above, not_null_dropped, not_null_not_valid, not_null_set
from mizzle.compiler.retyping import lasts, retyped, survives
from mizzle.compiler.rewriting import fills
from mizzle.compiler.rowtypes import refused_while_held
from mizzle.compiler.serials import SERIALS, absorbed
from mizzle.compiler.sharing import kept
from mizzle.compiler.statement import ADD_COLUMN, CONSTRAINT, DROP, EXPRESSION, MISC, Statement
from mizzle.compiler.storage import set_options
from mizzle.compiler.values import unsuited
from mizzle.compiler.world import World, grounded
from mizzle.model.check import Check
from mizzle.model.column import Column, Identity, hidden_name
from mizzle.model.composite import Composite
from mizzle.model.consent import Consent
from mizzle.model.domain import Domain
from mizzle.model.errors import UnsupportedChange
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.lineage import ancestors, heirs
from mizzle.model.names import identifier, literal, qualified
from mizzle.model.object import Object
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.publication_table import PublicationTable
from mizzle.model.range import Range
from mizzle.model.ref import Ref
from mizzle.model.rename import built_name, left_over, waits
from mizzle.model.sequence import RANGES
from mizzle.model.table import Table

FACTS = ("type", "collation", "default", "identity", "generated", "not_null", "not_null_not_valid")
ATTRIBUTES = ("storage", "compression", "statistics", "options", "foreign_options")


class ColumnDDL(DDL):
    model = Column
    word = "COLUMN"
    irreplaceable = True

    # ---- whole columns

    def clause(self, new: Column, world: World) -> str:
        if new.inherited:  # it comes with its parent's, or with its table
            given = None if new.ref.table in world.old else from_parent(new, world)
            return self.overridden(given, new, world) if given else ""
        return self.defined(new, world)

    def overridden(self, given: Column, new: Column, world: World) -> str:
        """What CREATE TABLE says of a column that comes from another table: another default, NOT NULL."""
        said = evolve(given, **own_words(given, new))
        if said == given:
            return ""
        owner = world.new.get(new.ref.table)
        if not (isinstance(owner, Table) and owner.partition_of):
            if world.major < 16:  # which takes no expression there, and gives the column its parent's
                said = evolve(said, generated=None)
            return self.defined(evolve(said, inherited=()), world)
        default = f" DEFAULT {default_text(new.default)}" if new.default and new.default != given.default else ""
        return f"{name(new.ref)}{default}{' NOT NULL' if new.not_null and not given.not_null else ''}"

    def beside(self, new: Column, world: World) -> Iterator[Statement]:
        yield from carried_over(new, world)
        # Tables below are made as it is by then.
        below = tuple(heir.ref for heir in heirs(new.ref, world.new) if heir.ref.table not in world.old)
        if not new.inherited:
            yield from called_like_a_type(new, world)
            for statement in self.set_attributes(evolve(new, **BARE), new, world):
                yield evolve(statement, before=(*statement.before, *below))
            if new.not_null_not_valid:
                yield not_null_not_valid(new, world)
        given = from_parent(new, world)
        if given:
            told = evolve(given, **own_words(given, new)) if new.ref.table not in world.old else given
            if told.generated and new.generated and world.major < 17:
                told = evolve(told, generated=new.generated)  # it has its parent's, however that is written
            if told != new:
                # PostgreSQL makes the indexes on such a column anew, and cannot where they belong to a parent's.
                above = tuple(user.ref for ref in ancestors(new.ref, world.new) for user in world.new.users(ref))
                indexes = tuple(ref for ref in above if ref.kind == "index")
                for statement in self.altered(told, new, world):
                    later = () if statement.form == "create not null not valid" else below  # it waits for those itself
                    yield evolve(statement, before=(*statement.before, *indexes, *later))

    def defined(self, new: Column, world: World) -> str:
        """The column as CREATE TABLE and ADD COLUMN define it."""
        if absorbed(new, world):
            return f"{name(new.ref)} {SERIALS[new.type.name]}"
        parts = [name(new.ref), type_text(new.type)]
        if new.foreign_options:
            parts.append(generic_options(new.foreign_options).strip())
        if new.collation:
            parts.append(f"COLLATE {name(new.collation)}")
        if new.generated:
            kind = "STORED" if new.generated.stored else "VIRTUAL"
            parts.append(f"GENERATED ALWAYS AS {wrapped(text(new.generated.expr))} {kind}")
        if new.identity:
            parts.append(identity(new.ref, new.identity, world))
        if new.default:
            parts.append(f"DEFAULT {default_text(new.default)}")
        if new.not_null:
            called = not_null_names.said(new, world)
            parts.append(f"CONSTRAINT {identifier(called)} NOT NULL" if called else "NOT NULL")
        return " ".join(parts)

    def create(self, new: Column, world: World) -> Iterator[Statement]:
        refused_in_typed(new.ref, world)
        found = world.new.find(new.type.ref) if new.type.ref else None
        if new.default or new.generated or new.identity or isinstance(found, Domain):
            refused_while_held(new.ref.table, f"column {new.ref}: it cannot be added with a value", world)
        apart = bool(new.identity) and alone_identified(new.ref.table, world)
        told = evolve(new, identity=None) if apart else new
        yield Statement(
            head=head(new),
            sql=f"ADD COLUMN {self.defined(told, world)}",
            stage=ADD_COLUMN,
            probes=(*(rows(told, world) if new.not_null else ()), *unsuited(new, world)),
            form="create column rewriting" if fills(told, world) else "",
        )
        if new.identity and apart:
            words = f"ALTER COLUMN {name(new.ref)} ADD {identity(new.ref, new.identity, world)}"
            yield Statement(sql=f"ALTER TABLE ONLY {table(new.ref)} {words}", form="add identity")
        yield from called_like_a_type(new, world)
        yield from self.set_attributes(evolve(new, **BARE), new, world)
        if new.not_null_not_valid:
            yield not_null_not_valid(new, world)

    def drop(self, old: Column, world: World) -> Iterator[Statement]:
        refused_in_typed(old.ref, world)
        if world.leaves_heirs(old):  # with the values in it
            yield Statement(
                sql=f"ALTER TABLE ONLY {table(old.ref)} DROP COLUMN {name(old.ref)}", form="disinherit column"
            )
            return
        left = left_over(old.ref.part)
        yield Statement(
            head=head(old),
            sql=f"DROP COLUMN {name(old.ref)}",
            stage=DROP,
            repairs=left,
            alone=left,
            follows=helpers(old.ref) if left else (),
            frees=not_null_names.in_heirs(old, old.not_null_name, world) if old.not_null_name else (),
        )

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:
        refused_in_typed(new, world)
        yield Statement(sql=f"ALTER TABLE {table(new)} RENAME COLUMN {name(old)} TO {name(new)}")

    def target(self, item: Column) -> str:
        return f"COLUMN {table(item.ref)}.{name(item.ref)}"

    # ---- what cannot be altered

    def expendable(self, old: Column) -> bool:
        return bool(old.generated)

    def gives_way(self, old: Column, world: World) -> bool:
        return super().gives_way(old, world) and not _let_go(old, world)

    def rebuilt(self, old: Column, new: Column, world: World) -> bool:
        if old.generated != new.generated:
            if not new.generated:
                return not old.generated.stored if old.generated else False
            if not old.generated or old.generated.stored != new.generated.stored or world.major < 17:
                return True
            if not new.generated.stored and _watched(new, world):  # SET EXPRESSION is not supported there (18)
                return True
        return bool(new.generated) and (old.type != new.type or old.collation != new.collation)

    def consents(self, old: Column, world: World) -> Iterator[Consent]:
        if left_over(old.ref.part):
            return
        if old.ref not in world.new:
            yield Consent("drop-column", old.ref)
        elif not old.generated:  # what is generated can be computed again
            yield Consent("replace-column", old.ref)

    def disturbs(self, old: Column, new: Column, world: World) -> Iterator[Object]:
        if old.type == new.type and old.collation == new.collation:
            return
        stuck = not_null_names.stuck(old, world)
        for user in world.old.users(old.ref):
            keyed = stuck and isinstance(user, PrimaryKey)
            if keyed or user.pins or (isinstance(user, Column) and user.generated and not _let_go(user, world)):
                yield user
            elif isinstance(user, ForeignKey):
                if not survives(user, old, new, world):
                    yield user
            elif old.ref in getattr(user, "include", ()):
                # PostgreSQL rebuilds the index and does not see the foreign key that stands on its other columns.
                yield from (key for key in world.old.users(user.ref) if isinstance(key, ForeignKey))

    def released(self, old: Column, new: Column, gone: Object) -> Column | None:
        if old.default is None or new.default is None or old.type.ref in (gone.ref, *gone.names()):
            return None
        again = gone.ref in new.depends or any(gone.ref.overloads(ref) for ref in new.depends)
        if gone.ref not in old.depends or not (old.default == new.default or again):
            return None
        return evolve(old, default=None, depends=old.depends - {gone.ref})

    def loosened(self, old: Column, new: Column, world: World) -> Iterator[Table]:
        """Tables below that have the column from another parent too: PostgreSQL changes no type in both, one after the other."""
        was = after_parent(old, new, world)
        if was.type == new.type and was.collation == new.collation:
            return
        for heir in heirs(old.ref, world.old):
            table = world.old.get(heir.ref.table)
            above = [ref for ref in heir.inherited if ref in world.old]
            apart = any(old.ref not in (ref, *ancestors(ref, world.old)) for ref in above)
            if apart and isinstance(table, Table) and table.ref in world.new:
                yield evolve(table, inherits=kept(table, world))

    def aside(self, old: Column, new: Column, world: World) -> Iterator[Ref]:
        """A serial's sequence makes way for the identity's hidden one, which gets the same name."""
        sequence = serial(old, world)
        if sequence and new.identity and sequence.ref not in world.new and not waits(sequence.ref.name):
            yield sequence.ref

    # ---- changes in place

    def altered(self, old: Object, new: Object, world: World) -> Iterator[Statement]:
        if isinstance(old, Column) and isinstance(new, Column):
            old = after_parent(old, new, world)
            if not_null_names.makes_way(old, new, world):
                yield from not_null_names.renamed(old, new, world)
        brings: tuple[Ref, ...] = ()
        for statement in super().altered(old, new, world):
            if statement.form == "add identity" and isinstance(new, Column):
                brings = tuple(bringing(new, world))
            yield evolve(statement, needs=(*statement.needs, *brings))

    def makes_way(self, taken: Collection[Ref], world: World) -> Iterator[Column]:
        return not_null_names.in_the_way(taken, world)

    def overruled(self, new: Column, world: World) -> Iterator[Object]:
        yield from forgotten(new, world)
        for part in world.old.parts(new.ref):
            heir = world.new.get(part.ref)
            if isinstance(part, Column) and isinstance(heir, Column) and new.ref in part.inherited:
                if after_parent(part, heir, world) != heir:
                    yield part
                yield from self.overruled(heir, world)

    @alters(*FACTS, *ATTRIBUTES)
    def alter(self, old: Column, new: Column, world: World) -> Iterator[Statement]:
        """All facts of a column in one go, in the order of ALTER TABLE's own passes."""
        changes_type = old.type != new.type or old.collation != new.collation
        asked = new.ref in world.expand and changes_type and lasts(old, new, world)
        if asked and not refused(old, new, world, self.disturbs(old, new, world)):
            yield self._expanded(old, new, world, self._retype(old, new, world))
            return
        yield from handed_over(old, new, world)
        yield from gone_on(old, new, world)
        own = {
            new.type.ref,
            new.collation,
            *(found.ref for ref in [new.type.ref] if ref and (found := world.new.find(ref))),
            *(new.inherited if goes_above(new, world) else ()),
        }
        # The columns below lose their own defaults with it, and what those called may go.
        lost = tuple(ref for heir in heirs(new.ref, world.old) for ref in heir.depends)
        for statement in sorted(self._actions(old, new, world), key=lambda statement: statement.stage):
            # Only the default and the expression need what they call.
            calls = statement.stage in (EXPRESSION, CONSTRAINT)
            step = statement if calls else evolve(statement, without=(*statement.without, *(new.depends - own)))
            yield evolve(step, reads=(*step.reads, *lost))
        yield from self.set_attributes(old, new, world)
        yield from kept_clear(old, new, world)

    def set_attributes(self, old: Column, new: Column, world: World) -> Iterator[Statement]:
        """How the values are kept and counted; none of it touches the rows that are there."""
        # A change of type sets storage and compression to those of the new one.
        retyped = old.type != new.type or old.collation != new.collation
        if new.storage != (None if retyped else old.storage):
            yield action(new, f"SET STORAGE {new.storage or usual_storage(new, world)}", MISC, form="set storage")
        if new.compression != (None if retyped else old.compression):
            yield action(new, f"SET COMPRESSION {new.compression or 'default'}", MISC, form="set compression")
        if new.statistics != old.statistics:
            target = -1 if new.statistics is None else new.statistics
            yield action(new, f"SET STATISTICS {target}", MISC, form="set statistics target")
        for statement in set_options("", old.options, new.options):
            yield action(new, statement.sql, MISC, form="set column options")
        if said := changed_options(old.foreign_options, new.foreign_options):
            yield action(new, said.strip(), MISC, form="set foreign options")

    def _actions(self, old: Column, new: Column, world: World) -> Iterator[Statement]:
        retyped = old.type != new.type or old.collation != new.collation
        if old.default != new.default or (retyped and new.default) or (new.identity and not old.identity):
            refused_beside_identity(new, world)
        if old.identity and not new.identity:
            heir = moves_to_serial(new, world)
            consents = () if heir else (Consent("drop-identity", new.ref),)
            hidden = Ref("relation", new.ref.schema, old.identity.sequence or "")
            # A serial's sequence of the same name has taken over: the hidden one has been renamed already (_hand_over).
            frees = () if heir and heir.ref.name == hidden.name else (hidden,)
            step = action(new, "DROP IDENTITY", DROP, form="drop identity", consents=consents)
            # To a type that an identity may not have, or to one that may be NULL.
            above = [*retyped_above(new.ref, world), *nullable_above(new.ref, world)]
            step = evolve(step, before=(*step.before, *above), without=new.inherited if above else ())
            yield evolve(
                step, frees=frees, probes=shut_out(old, new, world), closing=retyped and _outgrown(old.identity, new)
            )
        if old.generated and not new.generated:
            refused_to_forget(old, world)
            # USING is refused while the column is generated, also where the same statement ends that.
            yield evolve(action(new, "DROP EXPRESSION", DROP, form="drop expression"), closing=retyped)
        stands = new.default and beside_identity(new.ref, world) and RANGES.keys() >= {old.type.name, new.type.name}
        stale = old.default and (retyped or not new.default) and not stands
        if stale or (retyped and defaults_below(old, new, world)):
            step = _told(action(new, "DROP DEFAULT", DROP, form="drop default"), new, world)
            first = tuple(counted_by(new.ref, world))
            if any(beside_identity(above, world) for above in new.inherited):  # theirs is told to each table alone
                first = (*first, *retyped_above(new.ref, world))
            yield evolve(step, before=first, without=new.inherited if first else ())
        again = retyped and new.not_null and not_null_names.stuck(old, world)
        yield from not_null_dropped(old, evolve(new, not_null=False) if again else new, world)
        if again:
            old = evolve(old, not_null=False)
        if retyped:
            yield from narrowed(old, new, world)
            yield self._retype(old, new, world)
        if new.generated and old.generated != new.generated:
            refused_while_held(new.ref.table, f"column {new.ref}: its expression cannot change", world)
            words = f"SET EXPRESSION AS {wrapped(text(new.generated.expr))}"
            yield action(new, words, EXPRESSION, form="set expression")
        yield from not_null_set(old, new, world)
        if new.identity and not old.identity:
            step = action(new, f"ADD {identity(new.ref, new.identity, world)}", CONSTRAINT, form="add identity")
            probes, takes, avoids = shut_out(old, new, world), tuple(new.names()), tuple(new.avoids())
            yield evolve(step, probes=probes, takes=takes, avoids=avoids)
            yield from called_like_a_type(new, world)
        elif new.identity and old.identity:
            yield from reidentified(old, new, world)
        if new.default and (retyped or old.default != new.default):
            yield _told(
                action(new, f"SET DEFAULT {default_text(new.default)}", CONSTRAINT, form="set default"), new, world
            )

    @alters("not_null_name")
    def rename_not_null(self, old: Column, new: Column, world: World) -> Iterator[Statement]:
        yield from not_null_names.renamed(old, new, world)

    def _retype(self, old: Column, new: Column, world: World) -> Statement:
        refused_in_typed(new.ref, world)
        refused_by_type(new.ref, world)
        return retyped(old, new, world, self.disturbs(old, new, world))

    def _expanded(self, old: Column, new: Column, world: World, step: Statement) -> Statement:
        """The change of type, and all that changes with it, beside the column."""
        aside = evolve(new, ref=beside(new.ref), default=None, identity=None, not_null=False, comment=None)
        add = f"{head(new)} ADD COLUMN {self.defined(aside, world)}"
        attributes = (
            brief(item.text, item.form, aside, begins=False)
            for item in self.set_attributes(evolve(aside, **BARE), aside, world)
        )
        cast = converted(VALUE, old.type, new.type, world) or VALUE
        asked = () if old.not_null or not new.not_null else tuple(nulls(new.ref, world))
        made = Expansion(
            old, new, world, cast, (brief(add, "create column", aside), *attributes), _moved_over(old, new, world)
        )
        return evolve(
            step, probes=(*step.probes, *asked), unable="", online=steps(made), takes=(aside.ref, *helpers(aside.ref))
        )


def _told(step: Statement, new: Column, world: World) -> Statement:
    """The action on a default, to the table alone where the tables below cannot have it."""
    if not beside_identity(new.ref, world):
        return step
    return evolve(step, head=f"ALTER TABLE ONLY {table(new.ref)}", form=f"{step.form} alone")


def _outgrown(had: Identity, new: Column) -> bool:
    """Whether an identity counts further than the new type of its column, or that does not count at all.

    A change of type is told to the sequence before anything else of its statement is done, also what ends the identity.
    """
    return RANGES.get(type_text(new.type), 0) < RANGES[had.counter.type]


def usual_storage(column: Column, world: World) -> str:
    """What a column of the type is stored as when nothing is said of it. PostgreSQL 16 knows a word for it."""
    if world.major >= 16:
        return "DEFAULT"
    kind = grounded(column.type, world.new)
    if kind.ref and not kind.array and not isinstance(world.new.find(kind.ref), Composite | Range):
        raise UnsupportedChange(
            f"column {column.ref}: that its values are stored as usual again cannot be said before PostgreSQL 16; name the storage"
        )
    return "MAIN" if not kind.array and kind.base in ("numeric", "inet", "cidr") else "EXTENDED"


def _moved_over(old: Column, new: Column, world: World) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """An identity that goes over to the column beside it: what is done before the old one is gone, and behind that."""
    if not old.identity or not new.identity:
        return (), ()
    wanted = new.identity.sequence or hidden_name(new.ref)
    there, fresh = old.identity.sequence or hidden_name(old.ref), built_name(wanted)
    aside, space = beside(new.ref), new.ref.schema
    said = identity(aside, evolve(new.identity, sequence=fresh), world)
    position = f"SELECT pg_catalog.setval({literal(qualified(space, fresh))}, last_value, is_called) FROM {qualified(space, there)}"
    called = f"ALTER SEQUENCE {qualified(space, fresh)} RENAME TO {identifier(wanted)}"
    return (
        brief(
            f"{head(new)} ALTER COLUMN {name(aside)} ADD {said}", "add identity", evolve(new, ref=aside), begins=False
        ),
        brief(position, "set identity position", new, begins=False),
    ), (brief(called, "rename new identity sequence", new, begins=False),)


BARE: dict[str, Any] = {"storage": None, "compression": None, "statistics": None, "options": ()}


def _let_go(column: Column, world: World) -> bool:
    """Whether a generated column lets go of its expression in place, and so of what stands in it."""
    new = world.new.get(column.ref)
    return isinstance(new, Column) and not new.generated and bool(column.generated and column.generated.stored)


def _watched(column: Column, world: World) -> bool:
    """Whether the table has check constraints or is named by a publication, before or after."""
    parts = (part for side in (world.old, world.new) for part in side.parts(column.ref.table))
    return any(isinstance(part, (Check, PublicationTable)) for part in parts)
