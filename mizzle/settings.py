"""Settings in [tool.mizzle] of pyproject.toml."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import Factory, frozen

from mizzle.errors import UsageError

FILTERS = ("tables_filter", "schema_filter")
CASINGS = ("snake_case", "camelCase")


@frozen
class Settings:
    """schema: the schema module. url: the database. casing: of omitted names. out: the folder of migrations.

    migrations  the schema and the table of the history: migrations = {schema = "mizzle", table = "migrations"}
    plugins     as "package.module:name"
    small_table rows up to which a plugin's migration may scan and rewrite a table unattended
    lint        which rules mizzle lint follows: lint = {select = ["MZ2"], ignore = ["MZ607"]}
    tables_filter, schema_filter  patterns of what is looked at, as for --tables and --schemas
    """

    schema: str | None = None
    url: str | None = None
    casing: str | None = None
    out: str = "migrations"
    migrations: Mapping[str, str] = Factory(dict)
    plugins: tuple[str, ...] = ()
    small_table: int = 10_000
    tables_filter: tuple[str, ...] = ()
    schema_filter: tuple[str, ...] = ()
    lint: Mapping[str, list[str]] = Factory(dict)


def settings() -> Settings:
    """The settings of the project that the current folder is in. Raises UsageError for one that does not exist."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        file = folder / "pyproject.toml"
        if not file.is_file():
            continue
        try:
            facts = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {}).get("mizzle", {})
        except (ValueError, AttributeError) as error:  # no TOML, no UTF-8, or `tool` is no table
            raise UsageError(f"{file}: {error}") from None
        if not isinstance(facts, dict):
            raise UsageError(f"{file}: tool.mizzle is a table, not {type(facts).__name__}")
        known = {"schema", "url", "casing", "out", "migrations", "plugins", "small_table", "lint", *FILTERS}
        if unknown := sorted(set(facts) - known):
            raise UsageError(
                f"{file}: no setting {unknown[0]!r} in [tool.mizzle]; there are {', '.join(sorted(known))}"
            )
        _history(file, facts.get("migrations", {}))
        _lint(file, facts.get("lint", {}))
        plugins = facts.pop("plugins", [])
        if not isinstance(plugins, list) or not all(isinstance(name, str) for name in plugins):
            raise UsageError(f'{file}: plugins in [tool.mizzle] is a list: ["package.module:plugin"]')
        small = facts.get("small_table", 0)
        if isinstance(small, bool) or not isinstance(small, int) or small < 0:
            raise UsageError(f"{file}: small_table in [tool.mizzle] is a number of rows, not {small!r}")
        for name in FILTERS:
            value = facts.get(name, [])
            words = [value] if isinstance(value, str) else value
            if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
                raise UsageError(f"{file}: {name} in [tool.mizzle] is a pattern or a list of them, not {value!r}")
            facts[name] = tuple(words)
        for name, value in facts.items():
            if name not in ("migrations", "small_table", "lint", *FILTERS) and not isinstance(value, str):
                raise UsageError(f"{file}: {name} in [tool.mizzle] is a string, not {type(value).__name__}")
        if facts.get("casing") not in (None, *CASINGS):
            raise UsageError(f"{file}: casing is one of {', '.join(CASINGS)}, not {facts['casing']!r}")
        return Settings(**facts, plugins=tuple(plugins))
    return Settings()


def _lint(file: Path, value: Any) -> None:
    words = [*value.values()] if isinstance(value, dict) and set(value) <= {"select", "ignore"} else None
    if words is None or not all(
        isinstance(item, list) and all(isinstance(code, str) for code in item) for item in words
    ):
        raise UsageError(f'{file}: lint in [tool.mizzle] is {{select = ["MZ2"], ignore = ["MZ607"]}}')


def _history(file: Path, value: Any) -> None:
    if not isinstance(value, dict) or not set(value) <= {"schema", "table"}:
        raise UsageError(f'{file}: migrations in [tool.mizzle] is {{schema = "mizzle", table = "migrations"}}')
    if not all(isinstance(word, str) and word for word in value.values()):
        raise UsageError(f"{file}: schema and table of migrations in [tool.mizzle] are names")
