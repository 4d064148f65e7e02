"""How the house is laid: imports run one way, `import mizzle` is light, the public names are what they say."""

import ast
import importlib
import inspect
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest

import mizzle
import mizzle.testing
from tests.repository import ROOT, module, sources, tracked

# What a room may know besides itself. mizzle, the face, may know all.
KNOWS = {
    "mizzle.model": set(),
    "mizzle.dsl": {"mizzle.model"},
    "mizzle.compiler": {"mizzle.model"},
    "mizzle.introspect": {"mizzle.model"},
}
DECLARED = """
import json, sys
from mizzle import check, index, integer, pg_enum, pg_table, sql, text, declare
mood = pg_enum("mood", ["good", "bad"])
users = pg_table(
    "users",
    {"id": integer().primary_key(), "email": text().not_null().unique(), "mood": mood()},
    lambda table: [index("i").on(table.email), check("c", sql("{} <> ''", table.email))],
)
declare([mood, users])
print(json.dumps(sorted(sys.modules)))
"""


def imports(file: str, *, at_start: bool = False) -> Iterator[str]:
    """The modules that a file imports; `at_start` leaves out what waits in a function or is for type checkers."""
    name = module(file)
    package = name if file.endswith("__init__.py") else name.rpartition(".")[0]
    for node in _nodes(ast.parse((ROOT / file).read_text()), at_start=at_start):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _nodes(tree: ast.AST, *, at_start: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        later = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) or (
            isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        )
        if not (at_start and later):
            yield node
            yield from _nodes(node, at_start=at_start)


def room(name: str) -> str:
    """The folder of a module, by its import name."""
    return next((known for known in KNOWS if name == known or name.startswith(known + ".")), name.partition(".")[0])


@pytest.mark.parametrize("known", KNOWS)
def test_imports_run_one_way(known: str) -> None:
    ours = {*KNOWS, "mizzle", "tests", "examples", "benchmarks"}
    wrong = [
        f"{file} imports {name}"
        for file in sources()
        if room(module(file)) == known
        for name in imports(file)
        if room(name) in ours - {known, *KNOWS[known]}
    ]

    assert wrong == []


def test_the_model_imports_attrs_and_the_standard_library_only() -> None:
    found = {name.partition(".")[0] for file in sources() if file.startswith("model/") for name in imports(file)}

    assert found - set(sys.stdlib_module_names) <= {"attrs", "mizzle"}


@pytest.mark.parametrize("outsider", ["psycopg", "rich", "click"])
def test_dsl_and_compiler_know_neither_servers_nor_terminals(outsider: str) -> None:
    found = [
        file
        for file in sources()
        if file.startswith(("dsl/", "compiler/"))
        if outsider in {name.partition(".")[0] for name in imports(file)}
    ]

    assert found == []


def test_modules_import_in_no_circle() -> None:
    files = {module(file): file for file in sources()}
    graph: dict[str, set[str]] = {}
    for name, file in files.items():
        needed = {word for word in imports(file, at_start=True) if word in files and word != name}
        # `from package import submodule` waits for the submodule, not for the rest of the package.
        graph[name] = needed - {word.rpartition(".")[0] for word in needed}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def test_relative_imports_are_seen() -> None:
    tree = "tests/test_house.py"

    assert "mizzle" in set(imports(tree))
    assert "tests.repository.ROOT" in set(imports(tree))
    assert "ast" in set(imports(tree, at_start=True))


def test_declaring_tables_loads_no_driver_parser_or_terminal() -> None:
    done = subprocess.run([sys.executable, "-c", DECLARED], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}

    assert "mizzle" in loaded
    assert loaded & {"psycopg", "sqlglot", "rich", "click", "cattrs", "hypothesis"} == set()


def test_importing_mizzle_alone_loads_none_of_its_rooms() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, mizzle; print(*sorted(n for n in sys.modules if n.startswith('mizzle')))"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["mizzle", "mizzle.version"]


NAMES: list[str] = vars(mizzle)["__all__"]  # computed, so that type checkers do not see it


def test_the_public_names_are_sorted_and_all_there() -> None:
    assert sorted(NAMES) == NAMES
    assert len(NAMES) == len(set(NAMES))
    assert all(getattr(mizzle, name) is not None for name in NAMES)
    assert dir(mizzle) == NAMES


def test_the_public_names_are_those_that_can_be_reached() -> None:
    own = {name for name, value in vars(mizzle).items() if inspect.isfunction(value) and not name.startswith("_")}
    defined = {name for name in own if vars(mizzle)[name].__module__ == "mizzle"}

    assert set(mizzle.HOMES) | defined | {"__version__"} == set(NAMES)


def test_type_checkers_see_the_same_public_names() -> None:
    tree = ast.parse((ROOT / "mizzle" / "__init__.py").read_text())
    block = next(node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    seen: dict[str, str] = {}
    for node in block.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if alias.name == "*":
                    seen |= dict.fromkeys(importlib.import_module(node.module).__all__, node.module)
                elif alias.asname == alias.name:
                    seen[alias.name] = node.module

    assert seen == mizzle.HOMES


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'mizzle' has no attribute 'no_such_name'"):
        mizzle.no_such_name  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("package", [mizzle, mizzle.testing])
def test_no_public_name_is_a_modules_too(package: ModuleType) -> None:
    """Whoever imports the module would put it in the place of the name."""
    folder = Path(str(package.__file__)).parent

    assert [
        name for name in vars(package)["__all__"] if (folder / f"{name}.py").exists() or (folder / name).is_dir()
    ] == []


def test_no_tracked_file_names_a_place_on_somebodys_machine() -> None:
    words = [f"/{folder}/" for folder in ("home", "Users", "root", "work", "tmp/w")]
    found = [
        f"{name}:{number}: {word}"
        for name in tracked()
        if not (ROOT / name).is_symlink()
        for number, line in enumerate((ROOT / name).read_text().splitlines(), 1)
        for word in words
        if word in line
    ]

    assert found == []


def test_the_links_lead_to_the_folders_beside_them() -> None:
    links = {name: Path(ROOT / name).readlink().as_posix() for name in tracked() if (ROOT / name).is_symlink()}

    assert links == {f"mizzle/{name}": f"../{name}" for name in ("compiler", "dsl", "introspect", "model")}


def test_ci_draws_the_same_examples_each_time_in_every_file() -> None:
    code = (
        "from tests.laws.test_laws import CALM; from hypothesis import settings;"
        "print(CALM.derandomize, settings.default.derandomize)"
    )
    for profile, want in (("ci", "True True"), ("dev", "False False")):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "HYPOTHESIS_PROFILE": profile},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == want
