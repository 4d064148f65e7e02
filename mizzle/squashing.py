"""Many files into one that leads to the same snapshot. Its parts are kept inside it, for databases that are in their middle."""

import shutil
from collections.abc import Collection, Iterable
from contextlib import ExitStack, closing
from fnmatch import fnmatchcase
from pathlib import Path

from mizzle.connection import connect, pin
from mizzle.errors import HistoryError
from mizzle.files import DOWN, NAME, REPLACED, SNAPSHOT, SQL, File, Folder, read_folder
from mizzle.generating import body, differences, down_text, header, prove, run_text, write
from mizzle.model.schema import Schema
from mizzle.offline import whole
from mizzle.scratch import scratch


def squash(
    server: str,
    *,
    out: str | Path = "migrations",
    name: str = "squashed",
    to: str | None = None,
    leave_out: Collection[str] = (),
) -> tuple[str, tuple[str, ...]]:
    """Put a file in the place of `to` and all that it follows (default: of all files); its name and theirs.

    server     where scratch databases are made: the old files and the new one must lead to the same snapshot
    leave_out  hand-written files of which a new database needs nothing but what the snapshot says; names, or patterns as "*"

    Raises HistoryError where they do not, where something was written by hand and is not left out, and for a file that
    branches off inside; nothing is written then.
    """
    path = Path(out)
    folder = read_folder(path)
    clean(path, folder.spare)
    if folder.spare:  # a squash that was killed had only these left to do
        interrupted = next(
            file for file in folder.files.values() if {part.name for part in file.replaces} & {*folder.spare}
        )
        return interrupted.name, tuple(part.name for part in interrupted.replaces)
    head = folder.find(to) if to else _head(folder)
    names = folder.before([head.name])
    files = [file for file in folder.ordered() if file.name in names]
    if len(files) < 2:
        raise HistoryError(f"there is nothing to squash: {head.name} follows no other file")
    left_out = {name for word in leave_out for name in _matching(folder, word)}
    if by_hand := [file.name for file in files if not file.generated and file.name not in left_out]:
        raise HistoryError(
            f"{', '.join(by_hand)}: written by hand, so nobody can tell whether a new database needs it; "
            "say --leave-out NAME, or squash what stands before it with --to"
        )
    for file in folder.files.values():
        if file.name not in names and (inside := set(folder.graph[file.name]) & (names - {head.name})):
            raise HistoryError(
                f"{file.name} branches off from {', '.join(sorted(inside))}; squash up to there with --to"
            )
    made = f"{head.name.partition('_')[0]}_{name}"
    if made in folder.files:
        raise HistoryError(f"{made} is there already; give another --name")
    schema = head.schema()
    told = [f"stands for {len(files)} files: {files[0].name} to {head.name}"]
    sql, down = header(told) + body(whole(schema)), down_text(schema, Schema(), made)
    prove(server, Schema(), schema, sql, down)
    _same(server, files, schema)
    put(path, files, made, {SQL: sql, DOWN: down, SNAPSHOT: _snapshot(schema, head)})
    return made, tuple(file.name for file in files)


def _head(folder: Folder) -> File:
    heads = folder.heads()
    if len(heads) != 1:
        names = ", ".join(file.name for file in heads)
        raise HistoryError(
            f"which? --to NAME; the last files are {names}" if heads else f"{folder.path} holds no migrations"
        )
    return heads[0]


def _matching(folder: Folder, word: str) -> set[str]:
    if not any(sign in word for sign in "*?["):
        return {folder.find(word).name}
    found = {name for name in folder.files if fnmatchcase(name, word) or fnmatchcase(name.partition("_")[2], word)}
    if not found:
        raise HistoryError(f"no file in {folder.path} is called like {word}")
    return found


def _same(server: str, files: list[File], schema: Schema) -> None:
    """Insist that the old files lead to the schema. What Python does in them nobody needs: it was left out."""
    with ExitStack() as stack:
        admin = stack.enter_context(closing(connect(server)))
        connection = stack.enter_context(closing(connect(stack.enter_context(scratch(admin)))))
        for file in files:
            if file.python:
                continue
            if not file.generated:
                connection.execute(b"SET search_path TO DEFAULT", prepare=False)
            run_text(connection, file.text, str(file.path))
            pin(connection)
        if wrong := list(differences(connection, schema)):
            listed = "\n  ".join(wrong[:10])
            raise HistoryError(f"the files do not lead to the last snapshot, so nothing was written:\n  {listed}")


def _snapshot(schema: Schema, head: File) -> str:
    from mizzle.snapshot import dump

    return dump(schema, [], head.declared)


def put(path: Path, files: list[File], made: str, texts: dict[str, str]) -> None:
    """Write the new file with its parts inside, in one step, and take the parts away.

    Killed in between it leaves parts that stand inside the new file too, which count no more; the next squash takes them away.
    """
    write(path / made, texts, [(f"{REPLACED}/{file.name}", file.folder) for file in files])
    clean(path, [file.name for file in files])


def clean(path: Path, names: Iterable[str]) -> None:
    """Take folders away, each at a stroke, and what a run that was killed left of others."""
    try:
        for name in names:
            (path / name).rename(path / f".{name}.old")
        for rest in path.glob(".*.old"):
            if NAME.fullmatch(rest.name[1:-4]):
                shutil.rmtree(rest)
    except OSError as error:
        raise HistoryError(
            f"{error.filename} cannot be taken away: {error.strerror}; mizzle squash goes on with it"
        ) from None
