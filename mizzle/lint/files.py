"""The statements of an SQL file, judged by what they do: each is run in a scratch database, watched, and compared.

Nothing is guessed from the text. Locks, rewrites, scans and index builds are read from the server while the statement's
transaction is open; losses and the like are those of the plan between the state before it and the state after it.
"""

import re
from collections.abc import Iterator
from contextlib import closing

import psycopg

from mizzle.answers import Answers
from mizzle.compiler.effects import blocking
from mizzle.connection import Connection, connect, run
from mizzle.introspect.depends import addresses
from mizzle.introspect.read import Catalog, read
from mizzle.lint.issue import Issue
from mizzle.model.facts import Facts
from mizzle.model.ref import Ref
from mizzle.model.rename import carry
from mizzle.observed import Observer, Seen
from mizzle.planning import draft
from mizzle.script import Piece, pieces

WRITES = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "COPY")


def file_issues(url: str, text: str, file: str) -> Iterator[Issue]:
    """What the statements of a file do to what was there before it, in a database that may be changed.

    Raises UsageError for a file that cannot be cut into statements.
    """
    with closing(connect(url)) as connection:
        there = set(read(connection).facts)
        path = b"SET LOCAL search_path = public"
        for piece in pieces(text, file):
            if piece.setting == "SEARCH_PATH":
                path = re.sub(r"^SET\s+(?:SESSION\s+)?", "SET LOCAL ", piece.text, flags=re.IGNORECASE).encode()
                continue
            yield from _judged(connection, piece, file, there, path)


def _judged(connection: Connection, piece: Piece, file: str, there: set[Ref], path: bytes) -> Iterator[Issue]:
    before = read(connection)
    observer = Observer.begun(connection, lambda ref: ref)
    try:
        if piece.alone:
            connection.execute(path.replace(b"LOCAL ", b"", 1), prepare=False)
            run(connection, piece.text)
            seen = Seen()
            if "CONCURRENTLY" in piece.plain.split():
                yield Issue(file, piece.line, "MZ211", _short(piece))
        else:
            with observer.watching() as found:
                connection.execute(path, prepare=False)
                run(connection, piece.text)
                connection.execute(b"SET LOCAL search_path = ''", prepare=False)
            seen = found[0]
    except psycopg.Error as error:
        words = str(error).split("\n", maxsplit=1)[0]
        yield Issue(file, piece.line, "MZ699", f"{_short(piece)} ({words})")
        return
    finally:
        connection.execute(b"SET search_path = ''", prepare=False)
    locks = {ref: mode for ref, mode in seen.locks if ref in there}
    rewrites = dict.fromkeys(ref for ref in sorted(seen.rewrites) if ref in there)
    builds = {index: table for index, table in sorted(seen.tables.items()) if table in there}
    scans = dict.fromkeys(ref for ref in sorted(seen.scans) if ref in there and ref not in builds.values())
    if piece.plain.startswith(WRITES):
        scans = {}  # a query's own way to its rows
    codes = [*blocking(locks, rewrites, scans, builds, set(locks)), *_named(before, read(connection), there)]
    for code, ref in dict.fromkeys(codes):
        yield Issue(file, piece.line, code, f"{ref.kind.replace('_', ' ')} {ref}")


def _named(before: Catalog, after: Catalog, there: set[Ref]) -> Iterator[tuple[str, Ref]]:
    """Codes beside those of locks, of the plan that would lead from one state to the other."""
    if before.facts == after.facts:
        return
    old, new = before.schema(), after.schema()
    by_place = addresses(before)
    renames = {
        by_place[place]: ref
        for place, ref in addresses(after).items()
        if place in by_place and by_place[place] != ref and by_place[place].own != ref.own
    }
    for ref in sorted(renames):
        if ref in there and ref.kind in ("table", "column", "view", "sequence"):
            yield "MZ401", ref
    old = carry(old, renames)
    facts, answers = Facts(before.version), Answers(all=True)
    made = draft(old, new, facts=facts, connection=None, answers=answers, declared=False)
    for statement in made.plan.statements:
        for hazard in statement.hazards:
            if not hazard.code.startswith("MZ2") and (hazard.ref in there or hazard.ref.table in there):
                yield hazard.code, hazard.ref


def _short(piece: Piece) -> str:
    return " ".join(piece.text.split())[:80]
