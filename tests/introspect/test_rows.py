"""Comparing rows of two catalogs equals comparing their models, and reading takes the same queries whatever the number of tables."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings

from benchmarks.schemas import source
from benchmarks.steps import recorded
from mizzle.connection import Connection, connect
from mizzle.diffing import Side, compare_sides
from mizzle.embedded import Server
from mizzle.introspect.compare import compare
from mizzle.introspect.kinds import READERS
from mizzle.introspect.read import Catalog, read
from mizzle.model.change import Drop, Rename
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.pushing import push
from mizzle.testing.choose import Chooser
from mizzle.testing.editing import edited
from mizzle.testing.live import extensions
from mizzle.testing.whole import schema
from tests.laws.test_laws import CALM, EXAMPLES, choosers
from tests.live import converge

LIGHT = {"sqlglot", "cattrs", "rich", "mizzle.planning", "mizzle.compiler.plan", "mizzle.spell", "mizzle.dsl.table"} | {
    f"mizzle.model.{kind}"
    for kind in ("kinds", "table", "column", "index", "foreign_key", "enum", "namespace", "privileges", "role")
}


def catalog(connection: Connection, wanted: Schema) -> Catalog:
    """What the server has once it holds the schema; the database is left as it was."""
    with connection.transaction(force_rollback=True):
        converge(connection, wanted)
        return read(connection)


def loaded(found: Catalog) -> Schema:
    """The model of a catalog, each object made of its own facts."""
    return Schema(READERS[ref.kind].load(ref, facts, place) for place, (ref, facts) in enumerate(found.facts.items()))


def test_comparing_rows_equals_comparing_models(running: Server) -> None:
    major = running.major

    with closing(connect(running.url)) as connection:

        @settings(CALM, max_examples=max(EXAMPLES // 4, 5))
        @given(choosers(tuple(extensions(connection))))
        def law(choose: Chooser) -> None:
            before = schema(choose, major)
            here, there = catalog(connection, before), catalog(connection, edited(choose, before, major))
            changes = compare(loaded(here), loaded(there))

            assert compare(here.schema(), there.schema(here)) == changes
            assert (here.facts == there.facts) <= (not changes)
            # Where models are equal, rows differ only in what those hold and do not count: the order of storage
            # parameters, whether something comes from a parent's, the name that PostgreSQL made for a NOT NULL.
            differing = {ref for ref in here.facts.keys() | there.facts if here.facts.get(ref) != there.facts.get(ref)}
            changed = {
                change.old.ref if isinstance(change, Drop) else change.new.ref
                for change in changes
                if not isinstance(change, Rename)
            }
            assert changed <= differing
            assert [ref for ref in differing - changed if _held(here, ref) == _held(there, ref)] == []

        law()


def _held(found: Catalog, ref: Ref) -> str:
    """All that the model of an object holds, counted or not, without its place among others."""
    return repr(READERS[ref.kind].load(ref, found.facts[ref], 0))


def declared(count: int) -> dict[str, object]:
    found: dict[str, object] = {}
    exec(compile(source(count), f"tables_{count}.py", "exec"), found)
    return found


@pytest.fixture
def filled(newest: Server, newest_database: str) -> str:
    push(declared(3), newest_database)
    return newest_database


def test_a_catalog_is_read_with_the_same_queries_whatever_the_number_of_tables(newest_database: str) -> None:
    counts = []
    for tables in (0, 3, 12):
        if tables:
            push(declared(tables), newest_database)
        with closing(connect(newest_database)) as connection:
            counts.append(len(recorded(connection)))

    assert counts[0] < counts[1] == counts[2] <= 50  # a kind that is not there costs no query


def test_a_push_of_an_unchanged_module_asks_the_same_number_of_queries_whatever_the_number_of_tables(
    newest_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    sent: list[object] = []
    execute = psycopg.Cursor.execute

    def counting(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        sent.append(query)
        return execute(self, query, *args, **kwargs)

    counts = []
    for tables in (3, 12):
        push(declared(tables), newest_database)
        with monkeypatch.context() as patch:
            patch.setattr(psycopg.Cursor, "execute", counting)
            sent.clear()
            assert not push(declared(tables), newest_database)
            counts.append(len(sent))

    assert counts[0] == counts[1]


def test_a_diff_of_equal_databases_loads_neither_planner_nor_parser(filled: str) -> None:
    code = (
        "import sys; from mizzle.cli import cli; cli(['diff', *sys.argv[1:]], standalone_mode=False);"
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, filled, filled], capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())

    assert "mizzle.introspect.read" in modules
    assert modules & LIGHT == set()


def test_a_diff_of_equal_databases_makes_no_model_object(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> Object:
        raise AssertionError("a model object was made")

    for reader in READERS.values():
        monkeypatch.setattr(reader, "load", refused)
    with closing(connect(filled)) as one, closing(connect(filled)) as other:
        sides = [Side(name, read(connection), connection) for name, connection in (("a", one), ("b", other))]

        assert not compare_sides(sides[0], sides[1], None, None)
