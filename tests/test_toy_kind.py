"""A kind of object is one name in four files and a line in each package's list; no engine is touched.

In a copy of the repository a kind is added that mizzle does not model, text search templates, and used on live servers.
"""

import re
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
class Template(Object):
    """A text search template: the functions that dictionaries of it run."""

    kind: ClassVar[str] = "template"

    lexize: str
    init: str | None = None
'''
DSL = """
from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.place import here
from mizzle.model.names import checked
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.template import Template


@frozen
class TemplateDeclaration:
    name: str
    namespace: str | None
    facts: dict[str, str | None]
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _objects(self, context: Context) -> tuple[Template, ...]:
        ref = Ref("template", self.namespace or context.namespace, self.name)
        return (Template(ref=ref, origin=self.origin, **self.facts),)


def pg_template(name, *, schema=None, lexize="dsimple_lexize", init=None, comment=None, renamed_from=None):
    facts = {"lexize": lexize, "init": init, "comment": comment, "renamed": renamed_from}
    return TemplateDeclaration(checked(name, "template"), schema, facts, here())
"""
COMPILER = """
from mizzle.compiler.ddl import DDL
from mizzle.compiler.names import name
from mizzle.compiler.statement import Statement
from mizzle.model.template import Template


class TemplateDDL(DDL):
    model = Template
    word = "TEXT SEARCH TEMPLATE"
    rebuilds = frozenset({"lexize", "init"})

    def create(self, new, world):
        init = f", INIT = {new.init}" if new.init else ""
        yield Statement(sql=f"CREATE {self.word} {name(new.ref)} (LEXIZE = {new.lexize}{init})")
"""
READER = '''
from mizzle.introspect.reader import Reader
from mizzle.model.ref import Ref
from mizzle.model.template import Template


class TemplateReader(Reader):
    model = Template
    catalog = "pg_ts_template"

    def query(self, version):
        return """
            SELECT t.oid, t.tmplnamespace, t.tmplname, l.proname, i.proname
            FROM pg_ts_template t
            JOIN pg_proc l ON l.oid = t.tmpllexize
            LEFT JOIN pg_proc i ON i.oid = t.tmplinit
            WHERE t.tmplnamespace = ANY(%s)
            ORDER BY t.tmplname"""

    def facts(self, rows, names):
        for oid, namespace, name, lexize, init in rows:
            comment = names.comment("pg_ts_template", oid)
            yield oid, Ref("template", names.namespaces[namespace], name), (lexize, init, comment)

    def load(self, ref, facts, position):
        return Template(ref=ref, lexize=facts[0], init=facts[1], comment=facts[2], position=position)
'''
FILES = {
    "model/template.py": MODEL,
    "dsl/template.py": DSL,
    "compiler/objects/template.py": COMPILER,
    "introspect/objects/template.py": READER,
}
# file → the import where one is needed, and the line in the list
LISTS = {
    "model/kinds.py": ("from mizzle.model.template import Template", "        Template,"),
    "compiler/kinds.py": ("from mizzle.compiler.objects.template import TemplateDDL", "        TemplateDDL(),"),
    "introspect/kinds.py": ("", '    "template": ALWAYS,'),
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
from mizzle.dsl.template import pg_template
from mizzle.errors import ConsentMissing, DeclarationError, UnansweredRename
from mizzle.introspect.read import read
from mizzle.snapshot import dump, load

one, two = sys.argv[1:]
app = pg_schema("app")
first = [app, pg_template("plain", schema="app")]
second = [
    app,
    pg_template("plain", schema="app", init="dsimple_init", comment="it's plain"),
    pg_template("Odd name", schema="app", lexize="dsynonym_lexize"),
]
third = [app, pg_template("simple", schema="app", init="dsimple_init", renamed_from="plain")]


def texts(done):
    return [statement.text for statement in done.statements]


def live(url):
    with closing(connect(url)) as connection:
        return read(connection).schema()


assert Path(mizzle.__file__).is_relative_to(Path.cwd())
assert texts(push(first, one)) == [
    'CREATE SCHEMA "app"',
    'CREATE TEXT SEARCH TEMPLATE "app"."plain" (LEXIZE = dsimple_lexize)',
]
assert texts(push(first, one)) == []
assert texts(push(second, one)) == [
    'DROP TEXT SEARCH TEMPLATE "app"."plain"',
    'CREATE TEXT SEARCH TEMPLATE "app"."Odd name" (LEXIZE = dsynonym_lexize)',
    'CREATE TEXT SEARCH TEMPLATE "app"."plain" (LEXIZE = dsimple_lexize, INIT = dsimple_init)',
    "COMMENT ON TEXT SEARCH TEMPLATE \\"app\\".\\"plain\\" IS 'it''s plain'",
]
made = live(one).where(lambda item: item.ref.name != "public")
assert made == load(dump(made)) == declare(second)

assert 'CREATE TEXT SEARCH TEMPLATE "app"."Odd name"' in diff(two, one).script
with closing(connect(two)) as connection:
    for statement in diff(two, one).statements:
        connection.execute(statement.text.encode())
assert not diff(two, one)
assert not diff(one, two)

with pytest.raises(ConsentMissing, match='drop-template:app."Odd name"'):
    push(third, one)
allowed = Answers(allowed=frozenset({'drop-template:app."Odd name"'}))
assert texts(push(third, one, answers=allowed)) == [
    'ALTER TEXT SEARCH TEMPLATE "app"."plain" RENAME TO "simple"',
    'DROP TEXT SEARCH TEMPLATE "app"."Odd name"',
    'COMMENT ON TEXT SEARCH TEMPLATE "app"."simple" IS NULL',
]
assert texts(push(third, one)) == []

other = [app, pg_template("other", schema="app", init="dsimple_init")]
with pytest.raises(UnansweredRename, match="--rename app.simple:other"):
    push(other, one)
assert texts(push(other, one, answers=Answers({"app.simple": "other"}))) == [
    'ALTER TEXT SEARCH TEMPLATE "app"."simple" RENAME TO "other"',
]
with pytest.raises(DeclarationError, match="two objects are called template app.simple"):
    declare([*third, pg_template("simple", schema="app")])
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
        text = text.replace("from mizzle.", f"{line}\nfrom mizzle.", 1)
        (root / name).write_text(re.sub(r"^(    \)\n)?}", rf"{entry}\n\g<0>", text, count=1, flags=re.MULTILINE))
    return root


def test_a_new_kind_touches_its_own_four_files_and_the_lists(toyed: Path, running: Server) -> None:
    with closing(connect(running.url)) as admin, scratch(admin) as one, scratch(admin) as two:
        done = subprocess.run(
            [sys.executable, "-c", USE, one, two], cwd=toyed, capture_output=True, text=True, check=False
        )

    assert done.stdout == "all of it works\n", done.stderr
