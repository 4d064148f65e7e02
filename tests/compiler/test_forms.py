"""The table of forms, measured anew: each statement is run on every server and watched."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from mizzle.compiler.forms import FORMS
from mizzle.compiler.scene import Scene
from mizzle.connection import Connection, connect
from mizzle.embedded import Server
from mizzle.model.facts import COERCIBLE
from mizzle.model.hazard import ACTIONS, STRENGTH
from mizzle.model.ref import Ref
from mizzle.model.stories import STORIES
from mizzle.observed import Observer
from mizzle.scratch import scratch
from mizzle.testing.truthful import cleared
from tests.compiler.measured import CASES, Case

# What no transaction shows, and what needs a tablespace; the law over whole plans and the tests of --online run some.
UNSEEN = {what for what, case in CASES.items() if not case.statement}


@pytest.fixture(scope="module")
def own(running: Server) -> Iterator[Connection]:
    """A session in a database for what is committed, which tests empty before they use it."""
    with closing(connect(running.url)) as admin, scratch(admin) as url, closing(connect(url)) as connection:
        yield connection


def test_every_form_is_measured() -> None:
    assert set(FORMS) == {what.partition(":")[0] for what in CASES}
    assert len(UNSEEN) == 8


@pytest.mark.parametrize("what", sorted(set(CASES) - UNSEEN))
def test_a_form_does_what_the_table_says(what: str, own: Connection) -> None:
    form = what.partition(":")[0]
    case, major = CASES[what], own.info.server_version // 10000
    if major < case.since:
        return
    row = FORMS[form].on(major)
    observer = begun(own, case)

    with observer.watching() as found:
        own.execute(case.statement.encode(), prepare=False)

    seen = found[0]
    locks: dict[str, str] = {}
    for word, mode in row.locks.items():
        for relation in case.words.get(word, "").split():
            if STRENGTH[mode] > STRENGTH.get(locks.get(relation, ""), -1):
                locks[relation] = mode
    known = {named(ref): mode for ref, mode in seen.locks}
    builds = {named(ref) for ref in seen.builds}
    new = {relation for relation in locks if relation not in known and relation in builds}
    assert known == {relation: mode for relation, mode in locks.items() if relation not in new}
    assert {ref.name for ref in seen.rewrites} == meant(row.rewrites, case)
    assert builds - ALONG == meant(row.builds, case)
    if not case.statement.startswith(("SELECT", "CREATE MATERIALIZED", "REFRESH", "ANALYZE")):
        along = {ref.name for ref in (*seen.rewrites, *seen.tables.values())}
        joined = {case.words.get(word) for word in ("target", "matched", "others", "referrers")}
        stored = {relation.name for relation in observer.now.values() if relation.kind in "rm"}
        assert {named(ref) for ref in seen.scans} - along - joined == meant(row.scans, case) & stored - along


ALONG = {"t_n_idx", "q_id_n_key"}  # a partition's, which go with the partitioned table's


def named(ref: Ref) -> str:
    """The relation's own name; the hidden sequence of an identity has its column's ref."""
    return f"{ref.name}_{ref.part}_seq" if ref.kind == "column" else ref.part or ref.name


def begun(connection: Connection, case: Case) -> Observer:
    """The state before, committed."""
    cleared(connection)
    connection.execute(b"SET search_path = app", prepare=False)
    connection.execute(("CREATE SCHEMA app; " + case.before).encode(), prepare=False)
    connection.execute(b"SET search_path = ''", prepare=False)
    return Observer.begun(connection, lambda ref: ref)


def meant(words: tuple[str, ...], case: Case) -> set[str]:
    return {relation for word in words for relation in case.words.get(word, "").split()}


def test_every_word_and_code_of_the_table_is_known() -> None:
    for name, form in FORMS.items():
        for row in (form, *form.since.values()):
            for word in (*row.locks, *row.rewrites, *row.scans, *row.builds):
                assert hasattr(Scene, f"_{word}"), (name, word)
            assert set(row.hazards) <= set(STORIES), name
    assert set(ACTIONS.values()) <= set(STORIES)


def test_what_is_taken_for_stored_alike_without_a_server_is_so_on_every_server(own: Connection) -> None:
    rows = own.execute(
        "SELECT format_type(castsource, NULL), format_type(casttarget, NULL) FROM pg_cast WHERE castmethod = 'b'",
        prepare=False,
    ).fetchall()

    assert set(rows) >= COERCIBLE
