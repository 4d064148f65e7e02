""".sql files as a side of a comparison: loaded with psql into a scratch database."""

import os
import re
import subprocess
from contextlib import ExitStack, closing
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from mizzle.connection import connect, explained
from mizzle.embedded import binaries, found, server
from mizzle.errors import UsageError
from mizzle.model.names import identifier
from mizzle.scratch import scratch

# The first lines of a dump by a recent pg_dump; a psql that is older does not know them.
RESTRICT = re.compile(r"^\\(un)?restrict\b.*$", re.MULTILINE)
MISSING_ROLE = re.compile(r'role "(.+)" does not exist')  # messages double no quotes
MISSING_EXTENSION = re.compile(r'extension "([^"]+)" is not available')
ROLES = 64  # a file that names more roles than this is no schema


def loaded(path: str, stack: ExitStack, scratch_url: str | None, major: int | None) -> str:
    """The URL of a scratch database that holds what the file makes.

    major  the version to load it in, where that is at hand
    Raises UsageError, with psql's words, for a file that does not load.
    """
    file = Path(path)
    if not file.is_file():
        raise UsageError(f"there is no file {path}")
    # A dump creates public unless it is there; it is, in every new database.
    try:
        text = RESTRICT.sub("", file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise UsageError(
            f"{path} is no text in UTF-8; a dump in pg_dump's own format goes through pg_restore -f"
        ) from None
    text = re.sub(r"^CREATE SCHEMA public;$", "", text, flags=re.MULTILINE)
    at_hand = major if any(item.major == major for item in found()) else None
    base = scratch_url or stack.enter_context(server(throw_away=True, major=at_hand)).url
    admin = stack.enter_context(closing(connect(base)))
    for _ in range(ROLES):
        inner = ExitStack()
        url = inner.enter_context(scratch(admin))
        error = _psql(text, url)
        if error is None:
            stack.push(inner)
            return url
        inner.close()
        role = MISSING_ROLE.search(error)
        if role is None:
            raise UsageError(_told(path, error))
        name = identifier(role[1])
        with explained(f"{path} names the role {role[1]}, which cannot be created"):
            admin.execute(f"CREATE ROLE {name} NOLOGIN".encode(), prepare=False)
        # The databases go first: they are on the stack above.
        stack.callback(admin.execute, f"DROP ROLE {name}".encode(), prepare=False)
    raise UsageError(f"{path} names more than {ROLES} roles")


def _psql(text: str, url: str) -> str | None:
    """psql's complaint, or None."""
    environment = {**os.environ, "PGOPTIONS": "-c client_min_messages=error"}
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    password = parts.pop("password", None)
    if password:  # never on a command line, where everybody sees it
        environment["PGPASSWORD"] = password
    done = subprocess.run(
        [
            binaries().psql,
            "-XqAt",
            "-v",
            "ON_ERROR_STOP=1",
            "-o",
            os.devnull,
            "-d",
            make_conninfo("", **parts),
            "-f",
            "-",
        ],
        input=text,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    return None if done.returncode == 0 else done.stderr.strip() or f"psql ended with {done.returncode}"


def _told(path: str, error: str) -> str:
    line = re.sub(r"^psql:<stdin>:(\d+): ", rf"{path}:\1: ", error.split("\n", maxsplit=1)[0])
    extension = MISSING_EXTENSION.search(error)
    if extension:
        return (
            f"{path} needs the extension {extension[1]}, which this server does not have; "
            "give a server that has it with --scratch URL"
        )
    return line
