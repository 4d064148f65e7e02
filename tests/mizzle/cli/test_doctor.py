"""What a role lacks and what is risky, with and without it."""

import json
import secrets
from collections.abc import Iterator

import pytest

from mizzle.doctor import RIGHTS, SETTINGS, STATES
from tests.mizzle.cli.conftest import Shell
from tests.mizzle.test_obstacles import busy

RISKS = "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; CREATE TABLE t (a int, b int, a__mizzle_new int); "
RISKS += "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; GRANT CREATE ON SCHEMA public TO PUBLIC"


def advice(shell: Shell, url: str) -> list[tuple[str, str]]:
    told = shell.run("doctor", "--url", url, "--json")
    assert (told.code, told.err) == (0, "")
    return [(item["topic"], item["message"]) for item in json.loads(told.out)["advice"]]


@pytest.fixture
def weak(each_shell: Shell) -> Iterator[str]:
    """The URL of a role that may do next to nothing."""
    name = f"r_{secrets.token_hex(4)}"
    database = each_shell.url.split("@/")[1].split("?")[0]
    each_shell.sql(
        f"CREATE ROLE {name} LOGIN; REVOKE ALL ON DATABASE {database} FROM PUBLIC; GRANT CONNECT ON DATABASE {database} TO {name}"
    )
    yield each_shell.url.replace("postgres@", f"{name}@")
    each_shell.sql(f"DROP OWNED BY {name}; DROP ROLE {name}")


def test_every_missing_right_is_told(each_shell: Shell, weak: str) -> None:
    each_shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (a int); CREATE SCHEMA other")
    found = [message for topic, message in advice(each_shell, weak) if topic == "right"]

    assert len(found) == len(RIGHTS)
    assert "USAGE is missing on 2 of the schemas" in found
    assert (
        "SELECT is missing on 1 of the tables: their rows cannot be asked before a plan, and what is unknown needs consent"
        in found
    )


def test_a_role_that_may_do_all_lacks_nothing(each_shell: Shell) -> None:
    found = advice(each_shell, each_shell.url)

    assert [message for topic, message in found if topic == "right"] == []
    assert ("state", STATES[0][1]) in found  # it is a superuser


def test_settings_that_are_risky_are_told_whoever_set_them(each_shell: Shell) -> None:
    shell = each_shell
    database = shell.url.split("@/")[1].split("?")[0]
    before = advice(shell, shell.url)
    shell.sql(
        f"ALTER DATABASE {database} SET zero_damaged_pages = on; ALTER DATABASE {database} SET password_encryption = 'md5'"
    )
    after = advice(shell, shell.url)

    fsync = f"fsync is off: {SETTINGS['fsync', 'off']}"  # the servers of tests are careless
    assert ("setting", fsync) in before
    assert {message.partition(" is ")[0] for topic, message in set(after) - set(before)} == {
        "zero_damaged_pages",
        "password_encryption",
    }
    assert all("(by ALTER DATABASE)" in message for _, message in set(after) - set(before))


def test_what_lies_about_is_counted_and_gone_when_it_is_gone(each_shell: Shell) -> None:
    shell = each_shell
    before = {message for _, message in advice(shell, shell.url)}
    shell.sql(RISKS)
    after = {message for _, message in advice(shell, shell.url)}
    shell.sql("DROP FUNCTION f(); DROP TABLE t; REVOKE CREATE ON SCHEMA public FROM PUBLIC")

    assert {message.split(":")[0] for message in after - before} == {
        "1 of the functions run with their owner's rights and no search_path of their own (mizzle explain MZ606)",
        "1 of the constraints were never validated",
        "1 of the columns are left of a push --expand that was interrupted",
        "everybody may make objects in schema public",
    }
    assert {message for _, message in advice(shell, shell.url)} == before


def test_the_exit_code_tells_when_it_is_asked_for(shell: Shell) -> None:
    with busy(shell.url):
        told = shell.run("doctor", "--url", shell.url, "--exit-code")

    assert told.code == 2
    assert told.out.splitlines()[0].split()[0] in ("setting", "state")
