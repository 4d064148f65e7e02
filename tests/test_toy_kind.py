"""A kind of object is one name in four files and a line in each package's list; no engine is touched.

In a copy of the repository a kind is added that mizzle does not model, text search dictionaries, and used on live servers.
"""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mizzle.connection import connect
from mizzle.embedded import Server
from mizzle.scratch import scratch
from tests.repository import copy

MODEL = '''
from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object


@frozen(kw_only=True)
class Dictionary(Object):
    """A text search dictionary. `options` is what stands in its parentheses beside the template."""

    kind: ClassVar[str] = "dictionary"

    template: str = "pg_catalog.simple"
    options: str | None = None
'''
DSL = """
from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.place import here
from mizzle.model.dictionary import Dictionary
from mizzle.model.names import checked
from mizzle.model.place import Place
from mizzle.model.ref import Ref


@frozen
class DictionaryDeclaration:
    name: str
    namespace: str | None
    facts: dict[str, str | None]
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _objects(self, context: Context) -> tuple[Dictionary, ...]:
        ref = Ref("dictionary", self.namespace or context.namespace, self.name)
        return (Dictionary(ref=ref, origin=self.origin, **self.facts),)


def pg_dictionary(name, *, schema=None, template="pg_catalog.simple", options=None, comment=None, renamed_from=None):
    facts = {"template": template, "options": options, "comment": comment, "renamed": renamed_from}
    return DictionaryDeclaration(checked(name, "dictionary"), schema, facts, here())
"""
COMPILER = """
from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name
from mizzle.compiler.statement import Statement
from mizzle.model.dictionary import Dictionary


class DictionaryDDL(DDL):
    model = Dictionary
    word = "TEXT SEARCH DICTIONARY"
    rebuilds = frozenset({"template"})

    def create(self, new, world):
        options = f", {new.options}" if new.options else ""
        yield Statement(sql=f"CREATE {self.word} {name(new.ref)} (TEMPLATE = {new.template}{options})")

    @alters("options")
    def set_options(self, old, new, world):
        yield Statement(sql=f"ALTER {self.word} {name(new.ref)} ({new.options})")
"""
READER = '''
from mizzle.introspect.reader import Reader
from mizzle.model.dictionary import Dictionary
from mizzle.model.ref import Ref


class DictionaryReader(Reader):
    model = Dictionary

    def query(self, version):
        return """
            SELECT d.oid, d.dictnamespace, d.dictname, n.nspname || '.' || t.tmplname, d.dictinitoption
            FROM pg_ts_dict d
            JOIN pg_ts_template t ON t.oid = d.dicttemplate
            JOIN pg_namespace n ON n.oid = t.tmplnamespace
            WHERE d.dictnamespace = ANY(%s)
            ORDER BY d.dictname"""

    def facts(self, rows, names):
        for oid, namespace, name, template, options in rows:
            comment = names.comment("pg_ts_dict", oid)
            yield Ref("dictionary", names.namespaces[namespace], name), (template, options, comment)

    def load(self, ref, facts, position):
        return Dictionary(ref=ref, template=facts[0], options=facts[1], comment=facts[2], position=position)
'''
FILES = {
    "model/dictionary.py": MODEL,
    "dsl/dictionary.py": DSL,
    "compiler/objects/dictionary.py": COMPILER,
    "introspect/objects/dictionary.py": READER,
}
# file → the import, and the class in the list
LISTS = {
    "model/kinds.py": ("from mizzle.model.dictionary import Dictionary", "        Dictionary,"),
    "compiler/kinds.py": ("from mizzle.compiler.objects.dictionary import DictionaryDDL", "        DictionaryDDL(),"),
    "introspect/kinds.py": (
        "from mizzle.introspect.objects.dictionary import DictionaryReader",
        "        DictionaryReader(),",
    ),
}
USE = """
import sys
from contextlib import closing
from pathlib import Path

import pytest

import mizzle
from mizzle import declare, diff, pg_schema, push
from mizzle.answers import Answers
from mizzle.connection import connect
from mizzle.dsl.dictionary import pg_dictionary
from mizzle.errors import ConsentMissing, DeclarationError, UnansweredRename
from mizzle.introspect.read import read
from mizzle.snapshot import dump, load

one, two = sys.argv[1:]
app = pg_schema("app")
first = [app, pg_dictionary("plain", schema="app", options="stopwords = 'english'")]
second = [
    app,
    pg_dictionary("plain", schema="app", options="stopwords = 'german'", comment="it's German"),
    pg_dictionary("Odd name", schema="app", template="pg_catalog.snowball", options="language = 'english'"),
]
third = [app, pg_dictionary("simple", schema="app", options="stopwords = 'german'", renamed_from="plain")]


def texts(done):
    return [statement.text for statement in done.statements]


def live(url):
    with closing(connect(url)) as connection:
        return read(connection).schema()


assert Path(mizzle.__file__).is_relative_to(Path.cwd())
assert texts(push(first, one)) == [
    'CREATE SCHEMA "app"',
    'CREATE TEXT SEARCH DICTIONARY "app"."plain" (TEMPLATE = pg_catalog.simple, stopwords = \\'english\\')',
]
assert texts(push(first, one)) == []
assert texts(push(second, one)) == [
    "COMMENT ON TEXT SEARCH DICTIONARY \\"app\\".\\"plain\\" IS 'it''s German'",
    "ALTER TEXT SEARCH DICTIONARY \\"app\\".\\"plain\\" (stopwords = 'german')",
    "CREATE TEXT SEARCH DICTIONARY \\"app\\".\\"Odd name\\" (TEMPLATE = pg_catalog.snowball, language = 'english')",
]
made = live(one).where(lambda item: item.ref.name != "public")
assert made == load(dump(made)) == declare(second)

assert 'CREATE TEXT SEARCH DICTIONARY "app"."Odd name"' in diff(two, one).script
with closing(connect(two)) as connection:
    for statement in diff(two, one).statements:
        connection.execute(statement.text.encode())
assert not diff(two, one)
assert not diff(one, two)

with pytest.raises(ConsentMissing, match='drop-dictionary:app."Odd name"'):
    push(third, one)
allowed = Answers(allowed=frozenset({'drop-dictionary:app."Odd name"'}))
assert texts(push(third, one, answers=allowed)) == [
    'ALTER TEXT SEARCH DICTIONARY "app"."plain" RENAME TO "simple"',
    'DROP TEXT SEARCH DICTIONARY "app"."Odd name"',
    'COMMENT ON TEXT SEARCH DICTIONARY "app"."simple" IS NULL',
]
assert texts(push(third, one)) == []

snowball = [app, pg_dictionary("simple", schema="app", template="pg_catalog.snowball", options="language = 'german'")]
assert [text.split(" (")[0] for text in texts(push(snowball, one))] == [
    'DROP TEXT SEARCH DICTIONARY "app"."simple"',
    'CREATE TEXT SEARCH DICTIONARY "app"."simple"',
]
assert texts(push(snowball, one)) == []

other = [app, pg_dictionary("other", schema="app", template="pg_catalog.snowball", options="language = 'german'")]
with pytest.raises(UnansweredRename, match="--rename app.simple:other"):
    push(other, one)
assert texts(push(other, one, answers=Answers({"app.simple": "other"}))) == [
    'ALTER TEXT SEARCH DICTIONARY "app"."simple" RENAME TO "other"',
]
with pytest.raises(DeclarationError, match="two objects are called dictionary app.simple"):
    declare([*snowball, *third])
print("all of it works")
"""


@pytest.fixture
def toyed(tmp_path: Path) -> Path:
    """A copy of the repository with the new kind: four files, and the explicit lists."""
    root = copy(tmp_path / "copy")
    for name, text in FILES.items():
        (root / name).write_text(text)
    for name, (line, entry) in LISTS.items():
        text = (root / name).read_text()
        first, last = text.index("from mizzle."), text.rindex("    )\n}")
        (root / name).write_text(f"{text[:first]}{line}\n{text[first:last]}{entry}\n{text[last:]}")
    return root


def test_a_new_kind_touches_its_own_four_files_and_the_lists(toyed: Path, running: Server) -> None:
    with closing(connect(running.url)) as admin, scratch(admin) as one, scratch(admin) as two:
        done = subprocess.run(
            [sys.executable, "-c", USE, one, two], cwd=toyed, capture_output=True, text=True, check=False
        )

    assert done.stdout == "all of it works\n", done.stderr
