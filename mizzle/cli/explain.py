import json
import textwrap

import click


@click.command("explain")
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for machines.")
def command(code: str | None, as_json: bool) -> None:  # noqa: FBT001
    """Tell the story of a hazard or lint rule: what happens, why it matters, the safer way.

    Without CODE all of them are listed. MZ1xx loses data, MZ2xx blocks, MZ3xx may fail on the rows that are there, MZ4xx
    breaks running clients, MZ5xx changes who may do what, MZ6xx is good practice.
    """
    from mizzle.errors import UsageError
    from mizzle.model.stories import STORIES

    if code is None:
        if as_json:
            click.echo(json.dumps({code: story.title for code, story in STORIES.items()}))
            return
        for one, story in STORIES.items():
            click.echo(f"{one}  {story.title}")
        return
    wanted = code.upper()
    if wanted not in STORIES:
        near = [one for one in STORIES if one.startswith(wanted[:3])] or list(STORIES)
        raise UsageError(f"there is no {code}; mizzle explain lists all codes, from {near[0]} to {near[-1]}")
    story = STORIES[wanted]
    if as_json:
        click.echo(json.dumps({"code": wanted, "title": story.title, "why": story.why, "safer": story.safer}))
        return
    click.echo(f"{wanted}  {story.title}\n")
    for word, text in (("Why", story.why), ("Safer", story.safer)):
        click.echo(textwrap.fill(text, 96, initial_indent=f"{word + ':':8}", subsequent_indent=" " * 8))
