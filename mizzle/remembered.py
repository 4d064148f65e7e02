"""Which written tables were found equal to which live ones, so that a second push asks nothing.

Kept on disk as digests alone: of the server's version, of every function, operator and cast that a name could resolve to, of
what was written and of what the server has. Anything that could change the answer changes the digest.
"""

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from mizzle.connection import Connection
from mizzle.declared import Declared
from mizzle.introspect.read import Catalog
from mizzle.introspect.spell import read_back, tables
from mizzle.model.column import Column
from mizzle.model.object import Object, changed
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.version import __version__

KEPT = 50_000  # digests
RESOLUTION = """
    SELECT current_setting('server_version_num'),
           (SELECT string_agg(oid::regprocedure::text, ',' ORDER BY oid::regprocedure::text) FROM pg_proc WHERE oid >= 16384),
           (SELECT string_agg(oid::regoperator::text, ',' ORDER BY oid::regoperator::text) FROM pg_operator WHERE oid >= 16384),
           (SELECT string_agg(castsource::regtype || '>' || casttarget::regtype, ',' ORDER BY castsource, casttarget)
            FROM pg_cast WHERE oid >= 16384)"""


def cache_file() -> Path:
    """Where the digests are kept."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "mizzle" / "settled"


class Memory:
    """The digests of one run: those on disk, and those that this run adds."""

    def __init__(self, connection: Connection) -> None:
        row = connection.execute(RESOLUTION.encode(), prepare=False).fetchone()
        self.base = repr(row)
        self.known = _load(cache_file())
        self.fresh: list[str] = []

    def recall(self, doubts: list[Object], old: Schema, new: Schema) -> list[Object]:
        """The doubts of those tables that were all settled before as equal, in the server's spelling."""
        found: list[Object] = []
        for table, mine in _by_table(doubts).items():
            if all(item.ref in old for item in mine) and self.digest(table, mine, old, new) in self.known:
                found.extend(read_back(item, old[item.ref]) for item in mine)
        return found

    def learn(self, doubts: list[Object], old: Schema, authored: Schema, settled: Schema) -> None:
        """Keep the tables whose every doubt has turned out to be no difference."""
        for table, mine in _by_table(doubts).items():
            if all(
                item.ref in old and not item.spelled & {*changed(old[item.ref], settled[item.ref])} for item in mine
            ):
                self.fresh.append(self.digest(table, mine, old, authored))

    def digest(self, table: Ref, doubts: list[Object], old: Schema, new: Schema) -> str:
        """Everything that decides whether these texts mean the same."""
        enums = {ref: new.find(ref) for item in doubts for ref in item.requires() if ref.kind == "type"}
        words = [
            self.base,
            *(repr((part.ref.part, part.type, part.collation)) for part in _columns(new, table)),
            *(repr((ref, getattr(item, "labels", None))) for ref, item in sorted(enums.items())),
            *(_spelling(item) for item in doubts),
            *(_spelling(old[item.ref]) for item in doubts if item.ref in old),
        ]
        return _short("\n".join(words))

    def save(self) -> None:
        """Write what this run learnt. Nobody needs the cache, so a folder that cannot be written is no error."""
        if not self.fresh:
            return
        file = cache_file()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            lines = [*self.known, *self.fresh][-KEPT:]
            temporary = file.with_suffix(f".{os.getpid()}")
            temporary.write_text("\n".join(dict.fromkeys(lines)) + "\n", encoding="ascii")
            temporary.replace(file)
            _load.cache_clear()
        except OSError:
            return


def seen_before(declared: Declared) -> bool:
    """Whether this very declaration was found equal to some catalog before, so that nothing is wrong with it."""
    return _short(_words(declared)) in _load(cache_file())


def settled_before(connection: Connection, declared: Declared, catalog: Catalog) -> bool:
    """Whether this very declaration was found equal to this very catalog before."""
    return _whole(connection, declared, catalog) in _load(cache_file())


def remember(connection: Connection, declared: Declared, catalog: Catalog) -> None:
    """Keep that a declaration and a catalog were found equal."""
    memory = Memory(connection)
    memory.fresh += [_short(_words(declared)), _whole(connection, declared, catalog)]
    memory.save()


def _whole(connection: Connection, declared: Declared, catalog: Catalog) -> str:
    return _short(repr((Memory(connection).base, _words(declared), catalog.facts)))


def _words(declared: Declared) -> str:
    return f"{__version__} {declared.words}"


def _short(words: str) -> str:
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:32]


@cache
def _load(file: Path) -> dict[str, None]:
    try:
        return dict.fromkeys(file.read_text(encoding="ascii").split())
    except (OSError, UnicodeDecodeError):
        return {}


def _by_table(doubts: Iterable[Object]) -> dict[Ref, list[Object]]:
    found: dict[Ref, list[Object]] = {}
    for item in sorted(doubts, key=lambda item: item.ref):
        for table in tables([item]):
            found.setdefault(table, []).append(item)
    return found


def _columns(schema: Schema, table: Ref) -> list[Column]:
    return sorted((part for part in schema.parts(table) if isinstance(part, Column)), key=lambda part: part.ref)


def _spelling(item: Object) -> str:
    return repr((item.ref, [getattr(item, field) for field in sorted(item.spelled)]))
