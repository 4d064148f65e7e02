"""The statements of a pulled schema as one module, or as a package with a module for each schema or table."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import frozen

from mizzle.dsl.source import WIDTH, identifier
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

STANDING = {"table", "view", "materialized_view", "namespace", "trigger", "rule", "privileges"}
APART = {"table", "view", "materialized_view"}
LAST = "# Here, since the modules refer to each other.\n"
OUTSIDE = "database"  # the module of what stands in no schema


@frozen
class Statement:
    """An assignment or class.

    file     the module that it stands in
    needs    the variables that have to be there before
    imports  of mizzle
    lines    imports of Python's own
    late     other modules that it mentions in lambdas alone
    mentions  classes of the same module that it mentions in lambdas
    """

    text: str
    file: str
    needs: frozenset[str]
    imports: frozenset[str]
    lines: frozenset[str]
    late: frozenset[str]
    mentions: frozenset[str]


def home(item: Object, split: str, stems: Mapping[Ref, str], schema: Schema) -> str:
    """The module of an object."""
    spaces = {identifier(ref.schema or ref.name): ref for ref in schema if ref.schema or ref.kind == "namespace"}
    of: Ref | None = getattr(item, "of", None) or getattr(item, "table", None)
    whole = of if of and of in stems and of.kind in APART else item.ref
    if split == "table" and whole.kind in APART:
        stem = stems[whole]
        return f"{stem}_table" if stem in {*spaces, OUTSIDE, "types"} else stem
    space = item.ref.schema or (item.ref.name if item.ref.kind == "namespace" else "")
    if not space:
        return OUTSIDE
    stem = identifier(space)
    return f"{stem}_schema" if stem in (OUTSIDE, "types") else stem


def class_names(tables: Iterable[Object], taken: Iterable[str]) -> dict[Ref, str]:
    """The names of tables in the class form: users → Users."""
    used, found = set(taken), {}
    for item in tables:
        word = "".join(part[:1].upper() + part[1:] for part in identifier(item.ref.name).split("_"))
        name, number = word, 2
        while name in used:
            name, number = f"{word}{number}", number + 1
        used.add(name)
        found[item.ref] = name
    return found


def circular(statements: Mapping[str, Statement]) -> list[str]:
    """Modules that could not be imported, since each needs the other at once."""
    needs: dict[str, set[str]] = {}
    for made in statements.values():
        others = {statements[name].file for name in made.needs if name in statements}
        needs.setdefault(made.file, set()).update(others - {made.file})
    while free := [file for file, others in needs.items() if not others & needs.keys()]:
        for file in free:
            del needs[file]
    return sorted(needs)


def one_file(statements: Mapping[str, Statement]) -> str:
    """The text of one module: imports and statements."""
    return _laid_out(statements, ())


def package(statements: Mapping[str, Statement], remarks: Collection[str]) -> dict[str, str]:
    """The texts of the modules by file name, with an __init__.py that gathers them."""
    files: dict[str, dict[str, Statement]] = {}
    for name, made in statements.items():
        files.setdefault(made.file, {})[name] = made
    found = {}
    for file, mine in files.items():
        others: dict[str, set[str]] = {}
        for made in mine.values():
            for name in made.needs - mine.keys():
                others.setdefault(statements[name].file, set()).add(name)
        late = {other for made in mine.values() for other in made.late}
        local = [_import(f".{other}", names) for other, names in sorted(others.items())]
        # What only lambdas mention is imported last, and as a module: two modules may so refer to each other.
        last = "".join(f"from . import {other} as {other}_module  # noqa: E402\n" for other in sorted(late))
        text = _laid_out(mine, local)
        ends = [*_ordered(mine)][-1].startswith("class ")
        found[f"{file}.py"] = text + (("\n\n" if ends else "\n") + LAST + last if last else "")
    gathered = "".join(_import(f".{file}", set(mine)) for file, mine in sorted(files.items()))
    listed = "".join(f'    "{name}",\n' for name in _sorted(statements))
    told = "".join(f"{line}\n" for line in remarks) + ("\n" if remarks else "")
    found["__init__.py"] = f"{told}{gathered}\n__all__ = [\n{listed}]\n" if statements else told
    return found


def _laid_out(statements: Mapping[str, Statement], local: Iterable[str]) -> str:
    lines = _joined({line for made in statements.values() for line in made.lines})
    names = {name for made in statements.values() for name in made.imports}
    ours = ("import mizzle\n" if "import mizzle" in lines else "") + (_import("mizzle", names) if names else "")
    blocks = ["".join(f"{line}\n" for line in lines if line != "import mizzle"), ours, "".join(local)]
    head = "\n".join(filter(None, blocks))
    body = "".join(_ordered(statements))
    between = "" if not head or not body else "\n\n" if body.startswith("class ") else "\n"
    return head + between + body


def _joined(lines: Iterable[str]) -> list[str]:
    """The imports of Python's own as ruff has them: whole modules first, and one line for the names of each of the others."""
    names: dict[str, set[str]] = {}
    for line in lines:
        if line.startswith("from "):
            _, module, _, name = line.split()
            names.setdefault(module, set()).add(name)
    from_ = [f"from {module} import {', '.join(_sorted(found))}" for module, found in sorted(names.items())]
    return [*sorted(line for line in lines if line.startswith("import ")), *from_]


def _import(module: str, names: Iterable[str]) -> str:
    line = f"from {module} import {', '.join(_sorted(names))}\n"
    if len(line) <= WIDTH + 1:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in _sorted(names)) + ")\n"


def _sorted(names: Iterable[str]) -> list[str]:
    """As ruff sorts the members of an import: constants, classes, then the rest."""

    def key(name: str) -> tuple[int, str]:
        return (0 if re.fullmatch(r"[A-Z][A-Z0-9_]+", name) else 1 if name[0].isupper() else 2, name)

    return sorted(names, key=key)


def _ordered(statements: Mapping[str, Statement]) -> Iterator[str]:
    """The statements, each after those whose variables it needs at once, and where that can be after the classes it mentions.

    The latter is for mypy, which knows no column of a class that stands further down.
    """
    done: set[str] = set()
    under_way: set[str] = set()
    before: str | None = None

    def leads_back(name: str, seen: set[str]) -> bool:
        if name in under_way:
            return True
        if name in done or name in seen or name not in statements:
            return False
        seen.add(name)
        return any(leads_back(other, seen) for other in statements[name].needs | statements[name].mentions)

    def visit(name: str) -> Iterator[str]:
        if name in done or name not in statements:
            return
        done.add(name)
        under_way.add(name)
        for other in sorted(statements[name].needs):
            yield from visit(other)
        for other in sorted(statements[name].mentions):
            if not leads_back(other, set()):
                yield from visit(other)
        under_way.remove(name)
        yield name

    for name in statements:
        for each in visit(name):
            text = statements[each].text
            if before is not None and (before.startswith("class ") or text.startswith("class ")):
                yield "\n\n"
            elif before is not None and ("\n" in before[:-1] or "\n" in text[:-1]):
                yield "\n"
            before = text
            yield text
