import json
import sys
from typing import TYPE_CHECKING

import click

from mizzle.cli.options import (
    agreed,
    answering,
    answers,
    consents,
    expanding,
    listed,
    online_way,
    terminal,
    unanswered,
)

if TYPE_CHECKING:
    from contextlib import ExitStack

    from mizzle.answers import Answers
    from mizzle.generating import Generated
    from mizzle.preflight import Finding


@click.command("generate")
@click.argument("module", metavar="[MODULE or FILE]", required=False)
@click.option("--name", metavar="NAME", help="What the file is called behind its time (default: after what changes).")
@click.option(
    "--out", metavar="FOLDER", help="The folder of migrations (default: out under [tool.mizzle], migrations)."
)
@click.option("--casing", type=click.Choice(["snake_case", "camelCase"]), help="How omitted column names are written.")
@click.option("--explain", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--custom", is_flag=True, help="Make an empty file for hand-written SQL: data migrations.")
@click.option("--python", is_flag=True, help="With --custom: migration.py with up(connection) and down(connection).")
@click.option(
    "--verify/--no-verify",
    default=None,
    help="Prove both files on a scratch database first (default: where the embedded server is at hand).",
)
@click.option("--scratch", metavar="URL", help="A server for the proof (default: the embedded one).")
@online_way
@answers
def command(
    module: str | None,
    name: str | None,
    out: str | None,
    casing: str | None,
    explain: bool,  # noqa: FBT001
    custom: bool,  # noqa: FBT001
    python: bool,  # noqa: FBT001
    verify: bool | None,  # noqa: FBT001
    scratch: str | None,
    online: bool,  # noqa: FBT001
    expand: tuple[str, ...],
    rename: tuple[str, ...],
    allow: tuple[str, ...],
    allow_all: bool,  # noqa: FBT001
    answers_file: str | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Write the SQL from the last snapshot to what MODULE or FILE declares: migration.sql, down.sql, snapshot.json.

    No database is changed or compared. Nothing is written when there is nothing to do. What the files would lose needs
    --allow; on a terminal you are asked. Exit code 2 means that an answer or a consent is missing.
    """
    from contextlib import ExitStack

    from mizzle.errors import ConsentMissing, UnansweredRename
    from mizzle.generating import generate
    from mizzle.settings import settings

    given = settings()
    where = out or given.out
    if python and not custom:
        raise click.UsageError("--python goes with --custom")
    if custom:
        from mizzle.generating import generate_custom

        if module or explain or rename or allow or allow_all or answers_file:
            raise click.UsageError("--custom makes an empty file; it takes --name, --out and --python alone")
        folder = generate_custom(out=where, name=name, python=python)
        click.echo(json.dumps({"folder": str(folder)}) if as_json else f"wrote {folder}")
        return
    source = module or given.schema
    if not source:
        raise click.UsageError("which module? mizzle generate app/schema.py, or schema = … under [tool.mizzle]")
    from mizzle.load import load_schema

    schema = load_schema(source, casing=casing or given.casing)
    said = expanding(listed(rename, allow, allow_all, answers_file), expand, online=online)
    ask = terminal() and not as_json

    def question(findings: list["Finding"]) -> bool:
        return agreed(findings)

    def run(said: "Answers") -> "Generated":
        with ExitStack() as stack:
            return generate(
                schema,
                out=where,
                name=name,
                answers=said,
                explain=explain,
                online=online,
                verify=None if explain and not verify else lambda: _server(stack, scratch, verify=verify),
                ask=question if ask else None,
            )

    try:
        made, said = answering(run, said, ask=ask, pause=lambda: None)
    except UnansweredRename as open_:
        unanswered(open_, as_json=as_json)
        sys.exit(2)
    except ConsentMissing as open_:
        click.echo(str(open_), err=True)
        if as_json:
            facts = {"consents": consents(open_.findings, said), "written": False}
            click.echo(json.dumps(facts, ensure_ascii=False))
        sys.exit(2)
    for remark in made.remarks:
        click.echo(f"-- {remark}", err=True)
    if as_json:
        _json(made, said, written=bool(made) and not explain)
    elif not made:
        click.echo("nothing to do")
    elif explain:
        click.echo(f"-- {made.folder}\n{made.sql}", nl=False)
    else:
        from mizzle.summary import summary

        for line in summary(made.changes):
            click.echo(line)
        click.echo(f"wrote {made.folder}")


def _server(stack: "ExitStack", scratch: str | None, *, verify: bool | None) -> str | None:
    """Where to prove the files. Without --verify a server that is not at hand is no error."""
    from mizzle.embedded import server
    from mizzle.errors import EmbeddedError

    if verify is False:
        return None
    if scratch:
        return scratch
    try:
        return stack.enter_context(server(throw_away=True)).url
    except EmbeddedError:
        if verify:
            raise
        return None


def _json(made: "Generated", said: "Answers", *, written: bool) -> None:
    from mizzle.summary import summary

    facts = {
        "folder": str(made.folder) if made else None,
        "sql": made.sql,
        "down": made.down,
        "changes": list(summary(made.changes)),
        "consents": consents(made.findings, said),
        "remarks": list(made.remarks),
        "written": written,
    }
    click.echo(json.dumps(facts, ensure_ascii=False))
