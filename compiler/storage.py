"""How tables, views and indexes are stored: parameters, tablespaces, and the index that CLUSTER uses."""

from collections.abc import Collection, Iterator
from typing import Any

from attrs import evolve

from mizzle.compiler.names import bare, option
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.names import identifier, literal
from mizzle.model.ref import Ref


def unclustered(old: Any, new: Any, gone: Collection[Ref], world: World) -> Any:
    """A table or materialized view when its indexes are gone that go: the one that CLUSTER used takes the mark along."""
    index = world.old.find(old.clustered) if old.clustered != new.clustered and old.clustered else None
    return evolve(old, clustered=None) if index and index.ref in gone else old


def clustering(head: str, index: Ref | None) -> Statement:
    """Say which index CLUSTER uses."""
    return Statement(
        head=head,
        sql=f"CLUSTER ON {bare(index)}" if index else "SET WITHOUT CLUSTER",
        alone=True,
        form="cluster on" if index else "without cluster",
        needs=(index,) if index else (),
        unfelt=True,
    )


def in_tablespace(head: str, old: Any, new: Any) -> Iterator[Statement]:
    """An index moved to another tablespace."""
    if old.tablespace != new.tablespace:
        yield Statement(
            sql=f"{head} SET TABLESPACE {identifier(new.tablespace or 'pg_default')}",
            form="set index tablespace",
        )


def set_options(
    head: str, old: tuple[tuple[str, str], ...], new: tuple[tuple[str, str], ...], form: str = ""
) -> Iterator[Statement]:
    """SET and RESET of storage parameters."""
    had, wanted = dict(old), dict(new)
    if gone := [option(key) for key in had if key not in wanted]:
        yield Statement(head=head, sql=f"RESET ({', '.join(gone)})", form=form)
    if put := [f"{option(key)} = {literal(value)}" for key, value in new if had.get(key) != value]:
        yield Statement(head=head, sql=f"SET ({', '.join(put)})", form=form)
