from click.testing import CliRunner

from mizzle.cli import cli


def test_the_demo_shows_the_main_job_on_a_server_of_its_own() -> None:
    told = CliRunner().invoke(cli, ["demo"], catch_exceptions=False)

    assert told.exit_code == 0
    assert told.stderr == ""
    one, two, three = told.stdout.split("\n-- ")[1:]
    assert 'CREATE TABLE "shop"."products"' in one
    assert 'RENAME COLUMN "name" TO "title"' in two
    assert 'CREATE INDEX "live_products"' in two
    assert three == "3. push once more\nnothing to do\n\n"
