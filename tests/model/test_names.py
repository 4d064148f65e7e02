import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizzle.model.errors import DeclarationError
from mizzle.model.names import LIMIT, checked, chosen, identifier, literal, plain, qualified

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@pytest.mark.parametrize(
    ("name", "want"),
    [("users", '"users"'), ("select", '"select"'), ("First Name", '"First Name"'), ('a"b', '"a""b"'), ("a.b", '"a.b"')],
)
def test_an_identifier_is_always_quoted(name: str, want: str) -> None:
    assert identifier(name) == want


def test_a_name_without_a_namespace_stands_alone() -> None:
    assert qualified("", "hstore") == '"hstore"'
    assert qualified("app", "users") == '"app"."users"'


@pytest.mark.parametrize(
    ("name", "want"),
    [
        ("users", "users"),
        ("_x9", "_x9"),
        ("Users", '"Users"'),
        ("9x", '"9x"'),
        ("é", '"é"'),
        ("x\n", '"x\n"'),
        ("", '""'),
    ],
)
def test_a_name_is_quoted_for_people_only_where_it_must_be(name: str, want: str) -> None:
    assert plain(name) == want


@pytest.mark.parametrize(
    ("text", "want"), [("it's", "'it''s'"), ("a\\b", "E'a\\\\b'"), ("\\'", "E'\\\\'''"), ("", "''"), ("{}%s", "'{}%s'")]
)
def test_a_literal_means_the_same_under_either_setting_of_strings(text: str, want: str) -> None:
    assert literal(text) == want


@pytest.mark.parametrize("name", ["x" * LIMIT, "é" * 31 + "x", "a b", '"', "%s {} {0}", "\t"])
def test_a_name_that_postgresql_stores_unchanged_is_taken(name: str) -> None:
    assert checked(name, "table") == name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "must not be empty"),
        ("x" * 64, "64 bytes long and PostgreSQL keeps 63"),
        ("é" * 32, "64 bytes long"),
        ("a\0b", "NUL"),
        ("\ud800", "UTF-8 cannot store"),
        (5, "must be a string, not int"),
    ],
)
def test_a_name_that_postgresql_would_change_is_refused(name: str, words: str) -> None:
    with pytest.raises(DeclarationError, match=words):
        checked(name, "table")


def test_a_chosen_name_that_fits_stays() -> None:
    assert chosen("x" * LIMIT) == "x" * LIMIT


def test_a_chosen_name_that_is_too_long_ends_in_a_stable_hash() -> None:
    long = "a_table_with_a_long_name_and_a_column_with_a_name_that_is_even_longer_unique"

    assert chosen(long) == long[:54] + "_" + hashlib.sha256(long.encode()).hexdigest()[:8]
    assert len(chosen(long)) == LIMIT


@given(NAMES)
def test_a_chosen_name_is_one_that_postgresql_stores_unchanged(name: str) -> None:
    assert checked(chosen(name * 9), "index") == chosen(name * 9)


def test_a_chosen_name_is_cut_on_a_character_boundary() -> None:
    assert chosen("é" * 40).startswith("é" * 27 + "_")
    assert chosen("x" + "é" * 40).startswith("x" + "é" * 26 + "_")


def test_two_long_names_that_begin_alike_stay_two() -> None:
    assert chosen("x" * 70 + "a") != chosen("x" * 70 + "b")
