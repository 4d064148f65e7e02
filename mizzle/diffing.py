"""The SQL that turns one side into another. A side is a database, a schema module or a .sql file."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from functools import partial
from typing import TYPE_CHECKING, TypeGuard

import psycopg
from attrs import Factory, evolve, frozen

from mizzle.connection import Connection, connect
from mizzle.declared import Source, wanted
from mizzle.filters import Filter
from mizzle.introspect.read import Catalog, no_collection, read
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.scope import ALEMBIC, BOOKKEEPING, belongs, bookkeeping, histories, left_alone

if TYPE_CHECKING:
    from mizzle.answers import Answers
    from mizzle.compiler.statement import Statement
    from mizzle.model.change import Change
    from mizzle.preflight import Finding

URL = re.compile(r"postgres(ql)?://|\w+\s*=")
HEAD = "SET search_path = '';\nSET check_function_bodies = off;\nSET TimeZone = 'UTC';\nSET standard_conforming_strings = on;\n"


@frozen
class Diff:
    """What turns FROM into TO. `parts` are the statements by transaction."""

    statements: tuple["Statement", ...] = ()
    findings: tuple["Finding", ...] = ()
    remarks: tuple[str, ...] = ()
    not_modelled: Mapping[str, Mapping[str, int]] = Factory(dict)
    changes: tuple["Change", ...] = ()
    parts: tuple[tuple["Statement", ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.statements)

    @property
    def script(self) -> str:
        """SQL that psql runs as it is; empty when there is no difference."""
        if not self.statements:
            return ""
        return HEAD + "".join(map(_stretch, self.parts))

    def unagreed(self, answers: "Answers | None") -> list["Finding"]:
        """What the plan would lose and nobody has agreed to."""
        if not self.findings:
            return []
        from mizzle.answers import Answers
        from mizzle.consent import missing

        return missing(self.findings, answers or Answers())


def _stretch(part: Sequence["Statement"]) -> str:
    """A transaction as psql runs it, or a statement that is in none."""
    text = "".join(f"{statement.text};\n" for statement in part)
    return f"\nBEGIN;\n{text}COMMIT;\n" if part[0].transactional else f"\n{text}"


@frozen
class Side:
    """One side of a comparison: a catalog with its server, or a declaration."""

    text: str
    catalog: Catalog | None = None
    connection: Connection | None = None
    schema: Schema | None = None


def diff(
    source: "str | Source",
    target: "str | Source",
    *,
    schemas: Sequence[str] | None = None,
    answers: "Answers | None" = None,
    scratch_url: str | None = None,
    casing: str | None = None,
    asked: Collection[str] = (),
    only: Filter = Filter(),  # noqa: B008 - frozen
    step: Callable[[str], None] = lambda _: None,
    online: bool = False,
    show_values: bool = False,
) -> Diff:
    """The SQL that turns `source` into `target`.

    Each is a database URL, a schema module or file, a .sql file, which is loaded with psql into a scratch database, or
    declarations themselves.
    The plan is for FROM's server; where neither side has one, for PostgreSQL 18.

    schemas      compare only these namespaces (default: all that are not PostgreSQL's own)
    answers      renames and consents given beforehand
    casing       "snake_case" or "camelCase", for column names that a module omits
    scratch_url  a server to make scratch databases on, instead of the embedded one
    only         which objects are compared, by patterns
    asked        what is compared only when it is asked for: "owner", "role"
    step         is told what is being done
    online       hold no lock that others wait for longer than a moment
    show_values  show a few of the values that stand in the way, too

    Raises UnansweredRename, UnsupportedChange, DeclarationError, UsageError, ServerError, ConnectError.
    """
    from mizzle.scope import asked as asked_by

    with ExitStack() as stack:
        # A file is loaded in the other side's major version, so a database is looked at first; and a declaration says
        # what has to be read of the other side.
        file_first = (
            isinstance(source, str) and source.endswith(".sql") and isinstance(target, str) and URL.match(target)
        )
        swapped = file_first or not _is_live(target)
        first, second = (target, source) if swapped else (source, target)
        if _is_database(first) and _is_database(second):
            one, other = _databases(first, second, stack, step, asked)
        else:
            one = side(first, stack, scratch_url, casing, step=step, asked=asked)
            wished = {*asked, *asked_by(one.schema)}
            other = side(second, stack, scratch_url, casing, like=one, step=step, asked=wished)
        old, new = (other, one) if swapped else (one, other)
        return compare_sides(old, new, schemas, answers, step, only, online=online, show_values=show_values)


def _is_live(text: "str | Source") -> bool:
    return _is_database(text) or (isinstance(text, str) and text.endswith(".sql"))


def _is_database(text: "str | Source") -> TypeGuard[str]:
    return isinstance(text, str) and bool(URL.match(text))


def side(
    text: "str | Source",
    stack: ExitStack,
    scratch_url: str | None,
    casing: str | None,
    *,
    like: Side | None = None,
    step: Callable[[str], None] = lambda _: None,
    asked: Collection[str] = (),
) -> Side:
    """One side as it is given."""
    if not isinstance(text, str):
        return Side("the declarations", schema=wanted(text, casing=casing))
    if URL.match(text):
        step(f"reading {shown(text)}")
        return live(text, shown(text), stack, asked)
    if text.endswith(".sql"):
        from mizzle.sqlfile import loaded

        step(f"loading {text}")
        major = like.catalog.version // 10000 if like and like.catalog else None
        return live(loaded(text, stack, scratch_url, major), text, stack, asked)
    from mizzle.load import load_schema

    return Side(text, schema=load_schema(text, casing=casing))


def _databases(
    first: str, second: str, stack: ExitStack, step: Callable[[str], None], asked: Collection[str]
) -> Iterator[Side]:
    """Two databases, read side by side: the rows of one are taken in while the other's server works."""
    urls = first, second
    for url in urls:
        step(f"reading {shown(url)}")
    connections = [stack.enter_context(closing(connect(url))) for url in urls]
    with no_collection(), ThreadPoolExecutor(len(urls)) as pool:
        try:
            catalogs = list(pool.map(partial(read, asked=asked), connections))
        except BaseException:  # Ctrl-C, too: the pool waits for both, and one may wait for a lock
            for connection in connections:
                with suppress(psycopg.Error):
                    connection.cancel_safe(timeout=1)
            raise
    return map(Side, map(shown, urls), catalogs, connections)


def shown(url: str) -> str:
    """A database without user and password."""
    if "://" not in url:
        return "the database"
    return url.rsplit("@", maxsplit=1)[-1].rsplit("://", maxsplit=1)[-1].split("?", maxsplit=1)[0]


def live(url: str, text: str, stack: ExitStack, asked: Collection[str] = ()) -> Side:
    """A database as it is now."""
    connection = stack.enter_context(closing(connect(url)))
    return Side(text, read(connection, asked=asked), connection)


def compare_sides(
    old: Side,
    new: Side,
    schemas: Sequence[str] | None,
    answers: "Answers | None",
    step: Callable[[str], None] = lambda _: None,
    only: Filter = Filter(),  # noqa: B008 - frozen
    *,
    online: bool = False,
    show_values: bool = False,
) -> Diff:
    """The plan between two sides; two equal catalogs need neither model nor planner, and load neither."""
    not_modelled = {side.text: side.catalog.not_modelled for side in (old, new) if side.catalog}
    here, there = (_compared(side.catalog, schemas) if side.catalog else None for side in (old, new))
    if here and there and here.facts == there.facts:
        return Diff(remarks=tuple(order_remarks(here, there)), not_modelled=not_modelled)
    from mizzle.answers import Answers
    from mizzle.apply import room, segments
    from mizzle.consent import needed, unused
    from mizzle.introspect.owners import read_facts
    from mizzle.model.facts import Facts
    from mizzle.planning import draft
    from mizzle.preflight import preflight
    from mizzle.scope import managed

    here, there = _with_needs(old, here), _with_needs(new, there)
    left = only.of(_schema(old, here, schemas))
    right = only.of(_schema(new, there, schemas, like=here))
    if here and there and here.version // 10000 != there.version // 10000:
        from mizzle.introspect.compare import without_versions

        right = without_versions(right, left)
    declared = new.schema is not None
    if new.schema is not None and old.schema is None:
        left = managed(left, new.schema)
    if old.schema is not None and new.schema is None:
        right = managed(right, old.schema)
    alone = list(only.unmet(left, right))
    for side, other in ((old, new), (new, old)):
        if side.catalog and other.schema is not None:
            alone.extend(left_alone(side.catalog.facts, other.schema))
    connection = old.connection or new.connection
    step("planning")
    if old.connection and old.catalog:
        facts = read_facts(old.connection, old.catalog)
    else:
        facts = Facts(connection.info.server_version) if connection else Facts()
    planned = draft(left, right, facts=facts, connection=connection, answers=answers, declared=declared, online=online)
    step("asking the rows")
    rows = preflight(old.connection, planned.plan.probes, show_values=show_values) if old.connection else ()
    findings = needed(planned.plan, rows)
    cut = segments(planned.plan.statements, room=room(old.connection) if old.connection else None)
    return Diff(
        planned.plan.statements,
        tuple(findings),
        (*alone, *planned.remarks, *unused(findings, answers or Answers()), *cut.remarks),
        not_modelled,
        planned.changes,
        cut.parts,
    )


def _compared(catalog: Catalog, schemas: Sequence[str] | None) -> Catalog:
    """The part of a catalog that is compared: the chosen namespaces, without what migration tools keep for themselves."""
    chosen = catalog.only(schemas)
    # Sets first: asking bookkeeping() about 30,000 refs would take a tenth of the whole comparison.
    own = histories((ref, facts[-1]) for ref, facts in chosen.facts.items() if ref[0] == "table")
    if not own and {ALEMBIC, *BOOKKEEPING}.isdisjoint(
        {ref[1] for ref in chosen.facts} | {ref[2] for ref in chosen.facts}
    ):
        return chosen
    return evolve(
        chosen,
        facts={ref: facts for ref, facts in chosen.facts.items() if not (bookkeeping(ref) or belongs(ref, own))},
        whole=chosen.whole or chosen,
    )


def _schema(side: Side, catalog: Catalog | None, schemas: Sequence[str] | None, like: Catalog | None = None) -> Schema:
    if catalog is None:
        schema = side.schema or Schema()
        return schema.where(lambda item: schemas is None or (item.ref.schema or item.ref.name) in schemas)
    return catalog.schema(like)


def _with_needs(side: Side, catalog: Catalog | None) -> Catalog | None:
    """The catalog with what its server recorded of dependencies."""
    if catalog is None or side.connection is None:
        return catalog
    from mizzle.introspect.depends import dependencies

    return evolve(catalog, needs=dependencies(side.connection, catalog))


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
