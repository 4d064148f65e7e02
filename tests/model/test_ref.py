import pytest

from mizzle.model.consent import Consent
from mizzle.model.ref import Ref


@pytest.mark.parametrize(
    ("ref", "want"),
    [
        (Ref("namespace", "", "app"), "app"),
        (Ref("table", "app", "users"), "app.users"),
        (Ref("column", "app", "users", "nick"), "app.users.nick"),
        (Ref("column", "App", "my users", "a.b"), '"App"."my users"."a.b"'),
        (Ref("table", "app", 'say "hi"'), 'app."say ""hi"""'),
    ],
)
def test_a_ref_reads_as_people_write_it(ref: Ref, want: str) -> None:
    assert str(ref) == want


def test_a_part_knows_its_table_and_its_own_name() -> None:
    column = Ref("column", "app", "users", "nick")

    assert column.table == Ref("table", "app", "users")
    assert (column.own, column.table.own) == ("nick", "users")


def test_different_columns_never_read_the_same() -> None:
    dotted = Ref("column", "app", "users.nick", "x"), Ref("column", "app", "users", "nick.x")

    assert str(dotted[0]) != str(dotted[1])


def test_a_consent_reads_as_one_gives_it() -> None:
    assert str(Consent("drop-column", Ref("column", "app", "users", "nickname"))) == "drop-column:app.users.nickname"
    assert str(Consent("drop-value", Ref("enum", "app", "status"), "old label")) == 'drop-value:app.status."old label"'


def test_the_consent_to_one_column_is_not_that_to_another() -> None:
    nick, nickname = (str(Consent("drop-column", Ref("column", "app", "users", name))) for name in ("nick", "nickname"))

    assert nick != nickname
