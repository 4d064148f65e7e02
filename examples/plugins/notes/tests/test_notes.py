"""How a plugin's author tests it: a database of its own, with the plugin started in it."""

from collections.abc import Iterator

import pytest
from acme_notes.plugin import plugin
from acme_notes.service import Notes

from mizzle.testing import plugin_database


@pytest.fixture
def notes() -> Iterator[Notes]:
    with plugin_database(plugin) as runtime:
        yield Notes(runtime.of(plugin).db)


def test_a_note_is_found_by_its_tags(notes: Notes) -> None:
    notes.write(notes.author("ada"), "Engines", "maths", "first")

    assert notes.tagged("first") == ["Engines", "Welcome"]
    assert notes.tagged("maths") == ["Engines"]
