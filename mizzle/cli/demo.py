import click


@click.command("demo")
def command() -> None:
    """Show the main job on a throw-away embedded server: declare, push, change, push again."""
    from mizzle.demo import run

    run(click.echo)
