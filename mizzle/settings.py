"""Settings in [tool.mizzle] of pyproject.toml."""

import tomllib
from pathlib import Path

from attrs import frozen

from mizzle.errors import UsageError


@frozen
class Settings:
    """schema: the schema module. url: the database. casing: of omitted names."""

    schema: str | None = None
    url: str | None = None
    casing: str | None = None


def settings() -> Settings:
    """The settings of the project that the current folder is in. Raises UsageError for one that does not exist."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        file = folder / "pyproject.toml"
        if not file.is_file():
            continue
        try:
            facts = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {}).get("mizzle", {})
        except tomllib.TOMLDecodeError as error:
            raise UsageError(f"{file}: {error}") from None
        known = {"schema", "url", "casing"}
        if unknown := sorted(set(facts) - known):
            raise UsageError(
                f"{file}: no setting {unknown[0]!r} in [tool.mizzle]; there are {', '.join(sorted(known))}"
            )
        return Settings(**facts)
    return Settings()
