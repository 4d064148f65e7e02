"""Plans that no server is asked for: those of migration files and of export.

Nobody spells what was written then, so a statement runs under the search path by which its texts are resolved, wherever they
may mean an extension's function, operator or type. All that mizzle writes itself is qualified.
"""

import re
from collections.abc import Iterator, Mapping

from attrs import evolve

from mizzle.answers import Answers
from mizzle.apart import looked_up
from mizzle.apply import segments
from mizzle.compiler.names import text
from mizzle.compiler.statement import Statement
from mizzle.declared import Source, wanted
from mizzle.introspect.plain import plain
from mizzle.model.facts import Facts
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.names import identifier
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.object import expressions
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.unique import Unique
from mizzle.planning import Draft, draft

# What names nothing, or by its whole name: '1', E'a\\\\b'::"app"."kind", ARRAY['x', NULL].
LITERAL = re.compile(r"(?:[eE]?'(?:[^'\\]|''|\\.)*'|[\d.]+|NULL|ARRAY|[\s()\[\],]|::\"[^\"]*\"\.\"[^\"]*\")*")
Parts = tuple[tuple[Statement, ...], ...]


def onward(
    old: Schema,
    new: Schema,
    *,
    answers: Answers | None = None,
    declared: bool = True,
    online: bool = False,
    renames: Mapping[Ref, Ref] | None = None,
) -> Draft:
    """The plan from one schema to another, for no database in particular."""
    return draft(
        standing(old, new),
        new,
        facts=Facts(),
        connection=None,
        answers=answers,
        declared=declared,
        online=online,
        renames=renames,
    )


def export(source: Source, *, casing: str | None = None) -> str:
    """The whole DDL of what is declared, as a script that psql runs; empty where there is nothing."""
    from mizzle.diffing import Diff

    found = whole(wanted(source, casing=casing), declared=True)
    return Diff(tuple(statement for part in found for statement in part), parts=found).script


def whole(schema: Schema, *, declared: bool = False) -> Parts:
    """What makes a schema from nothing, by transaction."""
    return parts(onward(Schema(), schema, declared=declared))


def standing(old: Schema, other: Schema, *, goal: bool = False) -> Schema:
    """The schema as a database would have it; `goal` where a plan leads to it.

    It has `public`, where the other side mentions that: every database has it, so no file makes or drops it. And a foreign
    key stands on the key that it refers to, which a server records and no declaration says; of several that fit on any,
    and to be made it needs none of them in particular.
    """
    public = namespace("public")
    keys: dict[Ref, list[Key]] = {}
    for key in (*old.of(PrimaryKey), *old.of(Unique)):
        keys.setdefault(key.ref.table, []).append(key)
    relying = []
    for item in old.of(ForeignKey):
        fitting = {key.ref for key in keys.get(item.target, ()) if set(key.columns) == set(item.references)}
        if len(fitting) == 1 or (fitting and not goal):
            relying.append(evolve(item, depends=item.depends | fitting))
    missing = [Namespace(ref=public)] if public in other and public not in old else []
    return old.with_([*missing, *relying])


def parts(planned: Draft) -> Parts:
    """The statements of a plan by transaction, with the search paths that they need."""
    cut = segments(planned.plan.statements).parts
    texts = {*_doubtful(planned.old), *_doubtful(planned.new)}
    return _with_paths(cut, texts, planned.new) if texts else cut


def _doubtful(schema: Schema) -> Iterator[str]:
    """What was written and may mean something else without a search path."""
    for item in schema.values():
        if item.spelled and not plain(item, schema):
            yield from (said for expr in expressions(item) if not LITERAL.fullmatch(said := text(expr)))


def _with_paths(cut: Parts, texts: set[str], schema: Schema) -> Parts:
    out: list[tuple[Statement, ...]] = []
    now = ""
    for part in cut:
        found: list[Statement] = []
        for statement in part:
            path = _path(statement, texts, schema)
            if path != now and statement.transactional:
                found.append(_set(path))
            elif path != now:  # what is in no transaction is alone
                out.append((_set(path),))
            found.append(statement)
            now = path
        out.append(tuple(found))
    if now and out[-1][-1].transactional:
        out[-1] += (_set(""),)
    elif now:
        out.append((_set(""),))
    return tuple(out)


def _set(path: str) -> Statement:
    empty = "''"
    return Statement(sql=f"SET search_path = {path or empty}")


def _path(statement: Statement, texts: set[str], schema: Schema) -> str:
    """The namespaces in which the texts of a statement are looked up; empty where it needs none."""
    if not any(said in statement.text for said in texts):
        return ""
    return ", ".join(map(identifier, looked_up(statement.about, schema)))
