"""The pattern of compiler/objects/<kind>.py: create, drop, rename, and one method for each set of fields.

A kind says what it needs, never when it runs. A changed field that no method claims is an error that names it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any, ClassVar, TypeVar

from mizzle.compiler.names import bare, name, table
from mizzle.compiler.statement import CONSTRAINT, DROP, Statement
from mizzle.compiler.typed import untyped
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.consent import Consent
from mizzle.model.errors import UnsupportedChange
from mizzle.model.names import literal
from mizzle.model.object import Object, changed
from mizzle.model.ref import Ref
from mizzle.model.rename import swap_name
from mizzle.model.table import Table

M = TypeVar("M", bound=Callable[..., Any])


def alters(*fields: str) -> Callable[[M], M]:
    """Claim changes of these fields for a method (old, new, world) → statements."""

    def mark(method: M) -> M:
        method.alters = frozenset(fields)  # type: ignore[attr-defined]
        return method

    return mark


class DDL:
    """How one kind is told to PostgreSQL."""

    model: ClassVar[type[Object]]
    word: ClassVar[str]  # PostgreSQL's word: TABLE, SEQUENCE, CONSTRAINT, …
    irreplaceable: ClassVar[bool] = False  # whether making it again is agreed to as a drop is: consents() decides
    inside: ClassVar[str] = ""  # the kind whose CREATE tells the object along, where it is not the table
    rebuilds: ClassVar[frozenset[str]] = frozenset()  # fields that PostgreSQL cannot alter: drop and create

    # ---- what a kind says

    def create(self, new: Any, world: World) -> Iterator[Statement]:
        raise NotImplementedError

    def drop(self, old: Any, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"DROP {self.word} {name(old.ref)}")

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:
        """Another name; for what stands in a namespace, another namespace too."""
        for here, there in on_the_way(old, new, world):
            yield Statement(sql=f"ALTER {self.word} {self.named(here)} {to(here, there)}")

    def named(self, ref: Ref) -> str:
        """The object as ALTER names it."""
        return name(ref)

    def left_behind(self, part: Any, world: World) -> Iterator[Statement]:  # noqa: ARG002
        """What lets an object go that its whole would take along to another namespace."""
        return iter(())

    def clause(self, new: Any, world: World) -> str | None:  # noqa: ARG002
        """What the object is inside CREATE TABLE; None where it is no part of that."""
        return None

    def beside(self, new: Any, world: World) -> Iterator[Statement]:  # noqa: ARG002
        """What is still to be told of an object that came along with another."""
        return iter(())

    def target(self, item: Any) -> str:
        """The object as COMMENT ON names it."""
        return f"{self.word} {name(item.ref)}"

    def rebuilt(self, old: Any, new: Any, world: World) -> bool:  # noqa: ARG002
        """Whether this change has no ALTER, so that the object is dropped and created again."""
        return not self.rebuilds.isdisjoint(changed(old, new))

    def expendable(self, old: Any) -> bool:  # noqa: ARG002
        """Whether the object may be taken down and made again when something that it needs is."""
        return True

    def gives_way(self, old: Any, world: World) -> bool:  # noqa: ARG002
        """Whether it may be taken down in this plan."""
        return self.expendable(old)

    def released(self, old: Any, new: Any, gone: Object) -> Object | None:  # noqa: ARG002
        """The object without what uses another one that goes and comes again, where it can do without for a while."""
        return None

    def apart(self, old: Any, new: Any) -> Object | None:  # noqa: ARG002
        """The object without its whole, if it goes over to another one and can be without meanwhile."""
        return None

    def loosened(self, old: Any, new: Any, world: World) -> Iterator[Object]:  # noqa: ARG002
        """The users of the object that stay as they are, without what they have of it: so they are while it is altered."""
        return iter(())

    def aside(self, old: Any, new: Any, world: World) -> Iterator[Ref]:  # noqa: ARG002
        """The old objects that have to make way under another name until their users have moved over."""
        return iter(())

    def loses(self, old: Any, new: Any, world: World) -> Iterator[Statement]:  # noqa: ARG002
        """What a change made by way of `aside` has to be agreed to: statements without text."""
        return iter(())

    def disturbs(self, old: Any, new: Any, world: World) -> Iterator[Object]:  # noqa: ARG002
        """The users of the object that have to be taken down while it is altered, though they stay as they are."""
        return iter(())

    def overruled(self, new: Any, world: World) -> Iterator[Object]:  # noqa: ARG002
        """The objects that a change in place changes too and that have to be told what they were."""
        return iter(())

    def bereft(self, old: Any, new: Any, gone: Collection[Ref], world: World) -> Any:  # noqa: ARG002
        """The object as it is when others are gone, which may come again: an index takes the mark of CLUSTER along."""
        return old

    def makes_way(self, taken: Collection[Ref], world: World) -> Iterator[Object]:  # noqa: ARG002
        """The old objects that change in place because of names that others get."""
        return iter(())

    def early(self, changed: Collection[Ref], creates: Mapping[Ref, Object], world: World) -> Iterator[Ref]:  # noqa: ARG002
        """Those of all changed objects that have to change before anything is made, for that makes the plan shorter."""
        return iter(())

    def entailed(self, creates: Mapping[Ref, Object], world: World) -> Iterator[Object]:  # noqa: ARG002
        """What has to be made, or made otherwise, because of all that the plan makes."""
        return iter(())

    def consents(self, old: Any, world: World) -> Iterator[Consent]:  # noqa: ARG002
        """What dropping the object for good has to be agreed to."""
        yield Consent(f"drop-{self.kind_word}", old.ref)

    def succession(self, old: Any, new: Any, world: World) -> tuple[Statement, ...]:  # noqa: ARG002
        """The steps by which a new object takes the place of the old one and there is never none; empty where there is no such way."""
        return ()

    # ---- what the engine asks

    @property
    def kind_word(self) -> str:
        return self.model.kind.replace("_", "-")

    def altered(self, old: Object, new: Object, world: World) -> Iterator[Statement]:
        """The statements of a change in place. Raises UnsupportedChange for a field that no method claims."""
        fields = set(changed(old, new))
        claimed: set[str] = set()
        for attribute in sorted(dir(type(self))):
            method = getattr(type(self), attribute, None)
            mine: frozenset[str] = getattr(method, "alters", frozenset())
            if fields & mine:
                claimed |= mine
                yield from getattr(self, attribute)(old, new, world)
        for field in sorted(fields - claimed):
            raise UnsupportedChange(
                f"{self.model.kind.replace('_', ' ')} {new.ref}: {field} {getattr(old, field)} → {getattr(new, field)} "
                "cannot be carried out"
            )

    @alters("comment")
    def set_comment(self, old: Object, new: Object, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield self.comment(new)

    def comment(self, new: Object) -> Statement:
        text = literal(new.comment) if new.comment is not None else "NULL"
        return Statement(
            sql=f"COMMENT ON {self.target(new)} IS {text}", form=f"comment {self.model.kind.replace('_', ' ')}"
        )


class ConstraintDDL(DDL):
    """What all constraints of a table have in common."""

    word = "CONSTRAINT"

    def definition(self, new: Any, world: World) -> str:
        """The constraint after its name."""
        raise NotImplementedError

    def clause(self, new: Any, world: World) -> str | None:
        return f"CONSTRAINT {name(new.ref)} {self.definition(new, world)}"

    def create(self, new: Any, world: World) -> Iterator[Statement]:
        yield Statement(
            head=f"ALTER TABLE {table(new.ref)}",
            sql=f"ADD CONSTRAINT {name(new.ref)} {self.definition(new, world)}",
            stage=CONSTRAINT,
        )

    def drop(self, old: Any, world: World) -> Iterator[Statement]:
        yield Statement(
            head=f"ALTER TABLE {table(old.ref)}",
            sql=f"DROP CONSTRAINT {name(old.ref)}",
            stage=DROP,
            before=tuple(_heirs_to_come(old, world)),
        )

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:
        step = Statement(sql=f"ALTER TABLE {table(new)} RENAME CONSTRAINT {name(old)} TO {name(new)}")
        yield from untyped(step, new.table, world)

    def target(self, item: Any) -> str:
        return f"CONSTRAINT {name(item.ref)} ON {table(item.ref)}"


def _heirs_to_come(old: Any, world: World) -> Iterator[Ref]:
    """The tables that will inherit one that was a partition: what it has of its parent's would be looked for in them (dropconstraint_internal)."""
    for heir in world.new.users(old.ref.table) if old.inherited else ():
        if isinstance(heir, Table) and old.ref.table in heir.inherits:
            yield heir.ref


def on_the_way(old: Ref, new: Ref, world: World) -> Iterator[tuple[Ref, Ref]]:
    """The steps from one name to another in another namespace, each to a name that nobody has."""
    stops = [old, new]
    if old.schema != new.schema and old.own != new.own:
        way, away = world.halfway(old, new), old.called(swap_name(new.own))
        stops[1:1] = [way] if way else [away, away._replace(schema=new.schema)]
    yield from (
        (here, there) for here, there in pairwise(stops) if (here.schema, here.own) != (there.schema, there.own)
    )


def to(here: Ref, there: Ref) -> str:
    """What ALTER says of a step: another namespace or another name."""
    if here.schema != there.schema:
        return f"SET SCHEMA {bare(Ref('namespace', '', there.schema))}"
    return f"RENAME TO {bare(there)}"


def head(column: Column) -> str:
    """How the actions on a column begin."""
    return f"ALTER TABLE {table(column.ref)}"


def action(new: Column, words: str, stage: int, *, form: str, consents: tuple[Consent, ...] = ()) -> Statement:
    """ALTER TABLE … ALTER COLUMN …; ADD GENERATED and the like are written the same way."""
    text = f"ALTER COLUMN {name(new.ref)} {words}"
    return Statement(head=head(new), sql=text, stage=stage, form=form, consents=consents)
