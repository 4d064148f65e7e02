"""Schema modules: app/schema.py or app.schema → what they declare."""

import importlib
import importlib.util
import os
import sys
import traceback
from pathlib import Path
from types import ModuleType

from mizzle.errors import MizzleError, UsageError


def load_module(where: str) -> ModuleType:
    """The module in a file or of a dotted name, imported as Python would from the current folder.

    Raises UsageError for a module that is not there or raises while it is loaded, with the place in it.
    """
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    try:
        return _from_file(Path(where)) if where.endswith(".py") or os.sep in where else importlib.import_module(where)
    except MizzleError:
        raise
    except ModuleNotFoundError as error:
        if error.name and (where == error.name or where.startswith(error.name + ".")):
            raise UsageError(f"there is no schema module {where}") from None
        raise UsageError(f"{where} cannot be loaded: {_told(error)}") from None
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a user's module raises
        raise UsageError(f"{where} cannot be loaded: {_told(error)}") from None


def _from_file(path: Path) -> ModuleType:
    if not path.is_file():
        raise UsageError(f"there is no file {path}")
    package, folder = [path.stem], path.resolve().parent
    while (folder / "__init__.py").exists():
        package.insert(0, folder.name)
        folder = folder.parent
    if len(package) > 1:  # inside a package relative imports work only by its dotted name
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
        return importlib.import_module(".".join(package))
    name = f"_mizzle_schema_{path.stem}"
    specification = importlib.util.spec_from_file_location(name, path)
    if specification is None or specification.loader is None:
        raise UsageError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    specification.loader.exec_module(module)
    return module


def _told(error: BaseException) -> str:
    """The error with the last line of the user's own code."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "importlib" not in frame.filename and frame.filename != __file__
    ]
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    text = str(error)
    if isinstance(error, SyntaxError) and error.filename:
        place, text = f" at {error.filename}:{error.lineno}", error.msg
    return f"{type(error).__name__}: {text}{place}"
