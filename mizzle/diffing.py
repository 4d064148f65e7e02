"""The SQL that turns one side into another. A side is a database, a schema module or a .sql file."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from mizzle.connection import Connection, connect
from mizzle.declared import wanted
from mizzle.introspect.read import Catalog, read
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

if TYPE_CHECKING:
    from mizzle.answers import Answers
    from mizzle.compiler.statement import Statement
    from mizzle.preflight import Finding

URL = re.compile(r"postgres(ql)?://|\w+\s*=")
HEAD = "SET search_path = '';\nSET check_function_bodies = off;\nSET TimeZone = 'UTC';\nSET standard_conforming_strings = on;\n"


@frozen
class Diff:
    """What turns FROM into TO."""

    statements: tuple["Statement", ...] = ()
    findings: tuple["Finding", ...] = ()
    remarks: tuple[str, ...] = ()
    not_modelled: Mapping[str, Mapping[str, int]] = Factory(dict)

    def __bool__(self) -> bool:
        return bool(self.statements)

    @property
    def script(self) -> str:
        """SQL that psql runs as it is; empty when there is no difference."""
        if not self.statements:
            return ""
        from mizzle.apply import segments

        return HEAD + "".join(
            "\nBEGIN;\n" + "".join(f"{statement.text};\n" for statement in segment) + "COMMIT;\n"
            for segment in segments(self.statements)
        )

    def unagreed(self, answers: "Answers | None") -> list["Finding"]:
        """What the plan would lose and nobody has agreed to."""
        if not self.findings:
            return []
        from mizzle.answers import Answers
        from mizzle.consent import missing

        return missing(self.findings, answers or Answers())


@frozen
class Side:
    """One side of a comparison: a catalog with its server, or a declaration."""

    text: str
    catalog: Catalog | None = None
    connection: Connection | None = None
    schema: Schema | None = None


def diff(
    source: str,
    target: str,
    *,
    schemas: Sequence[str] | None = None,
    answers: "Answers | None" = None,
    scratch_url: str | None = None,
    casing: str | None = None,
    asked: Collection[str] = (),
) -> Diff:
    """The SQL that turns `source` into `target`.

    Each is a database URL, a schema module or file, or a .sql file, which is loaded with psql into a scratch database.
    The plan is for FROM's server; where neither side has one, for PostgreSQL 18.

    schemas      compare only these namespaces (default: all that are not PostgreSQL's own)
    scratch_url  a server to make scratch databases on, instead of the embedded one
    asked        what is compared only when it is asked for: "owner", "role"
    """
    with ExitStack() as stack:
        from mizzle.scope import asked as asked_by

        new = None if URL.match(target) or target.endswith(".sql") else side(target, stack, scratch_url, casing)
        old = side(source, stack, scratch_url, casing, asked={*asked, *asked_by(new.schema if new else None)})
        new = new or side(target, stack, scratch_url, casing, like=old, asked={*asked, *asked_by(old.schema)})
        return compare_sides(old, new, schemas, answers)


def side(
    text: str,
    stack: ExitStack,
    scratch_url: str | None,
    casing: str | None,
    *,
    like: Side | None = None,
    asked: Collection[str] = (),
) -> Side:
    """One side as it is given on the command line."""
    if URL.match(text):
        return live(text, text, stack, asked)
    if text.endswith(".sql"):
        from mizzle.sqlfile import loaded

        major = like.catalog.version // 10000 if like and like.catalog else None
        return live(loaded(text, stack, scratch_url, major), text, stack, asked)
    from mizzle.load import load_module

    return Side(text, schema=wanted(load_module(text), casing=casing))


def live(url: str, text: str, stack: ExitStack, asked: Collection[str] = ()) -> Side:
    """A database as it is now."""
    connection = stack.enter_context(closing(connect(url)))
    return Side(text, read(connection, asked=asked), connection)


def compare_sides(old: Side, new: Side, schemas: Sequence[str] | None, answers: "Answers | None") -> Diff:
    """The plan between two sides; two equal catalogs need neither model nor planner, and load neither."""
    not_modelled = {side.text: side.catalog.not_modelled for side in (old, new) if side.catalog}
    here, there = (side.catalog.only(schemas) if side.catalog else None for side in (old, new))
    if here and there and here.facts == there.facts:
        return Diff(remarks=tuple(order_remarks(here, there)), not_modelled=not_modelled)
    from mizzle.consent import needed
    from mizzle.introspect.owners import read_facts
    from mizzle.model.facts import Facts
    from mizzle.planning import draft
    from mizzle.preflight import preflight
    from mizzle.scope import managed

    left = _schema(old, here, schemas)
    right = _schema(new, there, schemas, like=here)
    declared = new.schema is not None
    if new.schema is not None and old.schema is None:
        left = managed(left, new.schema)
    if old.schema is not None and new.schema is None:
        right = managed(right, old.schema)
    connection = old.connection or new.connection
    if old.connection and old.catalog:
        facts = read_facts(old.connection, old.catalog)
    else:
        facts = Facts(connection.info.server_version) if connection else Facts()
    planned = draft(left, right, facts=facts, connection=connection, answers=answers, declared=declared)
    findings = needed(planned.plan, preflight(old.connection, planned.plan.probes) if old.connection else ())
    return Diff(planned.plan.statements, tuple(findings), planned.remarks, not_modelled)


def _schema(side: Side, catalog: Catalog | None, schemas: Sequence[str] | None, like: Catalog | None = None) -> Schema:
    if catalog is None:
        schema = side.schema or Schema()
        return schema.where(lambda item: schemas is None or (item.ref.schema or item.ref.name) in schemas)
    from mizzle.introspect.depends import with_dependencies

    made = catalog.schema(like)
    return with_dependencies(side.connection, catalog, made) if side.connection else made


def order_remarks(old: Catalog, new: Catalog) -> Iterator[str]:
    """Tables whose columns stand in another order."""
    if list(old.facts) == list(new.facts):
        return
    have, want = _by_table(old.facts), _by_table(new.facts)
    for table, columns in have.items():
        if columns != want.get(table):
            yield f"the columns of {table} stand in another order; that is no difference"


def _by_table(facts: Iterable[Ref]) -> dict[Ref, list[str]]:
    tables: dict[Ref, list[str]] = {}
    for ref in facts:
        if ref.kind == "column":
            tables.setdefault(ref.table, []).append(ref.part)
    return tables
