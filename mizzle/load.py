"""Schema modules: app/schema.py or app.schema → what they declare."""

import importlib
import importlib.util
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from mizzle.declared import Declared, raised
from mizzle.errors import MizzleError, UsageError
from mizzle.model.schema import Schema

MOMENT = 2.0  # seconds; the time of a file in bytecode has whole ones


def load_module(where: str) -> ModuleType:
    """The module in a file or of a dotted name, imported as Python would from the current folder.

    Raises UsageError for a module that is not there or raises while it is loaded, with the place in it.
    """
    if not where:
        raise UsageError("an empty word names no database, schema module or file")
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    try:
        if where.endswith(".py") or os.sep in where:
            return _from_file(Path(where))
        with _no_stale_bytecode(Path.cwd().joinpath(*where.split(".")).parent):
            return importlib.import_module(where)
    except MizzleError:
        raise
    except ModuleNotFoundError as error:
        if error.name and (where == error.name or where.startswith(error.name + ".")):
            raise UsageError(f"there is no schema module {where}") from None
        raise UsageError(f"{where} cannot be loaded: {raised(error)}") from None
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a user's module raises
        raise UsageError(f"{where} cannot be loaded: {raised(error)}") from None


def load_declared(where: str, *, casing: str | None = None) -> Declared:
    """What a schema module declares, not yet made a schema.

    Raises UsageError as load_module() does; its schema also for what raises when it is called later.
    """
    return Declared.of(load_module(where), casing, where)


def load_schema(where: str, *, casing: str | None = None) -> Schema:
    """What a schema module declares, as a schema."""
    return load_declared(where, casing=casing).schema


def _from_file(path: Path) -> ModuleType:
    whole = (path / "__init__.py").is_file()  # a package, as `mizzle pull --split` writes it
    if not whole and not path.is_file():
        raise UsageError(f"there is no file {path}")
    package, folder = [path.resolve().name if whole else path.stem], path.resolve().parent
    while (folder / "__init__.py").exists():
        package.insert(0, folder.name)
        folder = folder.parent
    if whole or len(package) > 1:  # inside a package relative imports work only by its dotted name
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
        with _no_stale_bytecode(path if whole else path.parent):
            return importlib.import_module(".".join(package))
    name = f"_mizzle_schema_{path.stem}"
    specification = importlib.util.spec_from_file_location(name, path)
    if specification is None or specification.loader is None:
        raise UsageError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    with _no_stale_bytecode(path.parent):
        specification.loader.exec_module(module)
    return module


@contextmanager
def _no_stale_bytecode(folder: Path) -> Iterator[None]:
    """Keep no bytecode of files that were written a moment ago.

    Python takes bytecode for that of a file by the second in which the file was written and its size, so a program that
    writes a module, pushes it and writes it again would push the first one twice.
    """
    before = sys.dont_write_bytecode
    young = any(time.time() - file.stat().st_mtime < MOMENT for file in folder.glob("*.py"))
    sys.dont_write_bytecode = before or young
    try:
        yield
    finally:
        sys.dont_write_bytecode = before
