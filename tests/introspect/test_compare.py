"""What is a difference between two states, and what is none."""

from mizzle.introspect.compare import compare, without_versions
from mizzle.model.extension import Extension
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema


def having(name: str, version: str | None) -> Schema:
    return Schema([Extension(ref=Ref("extension", "", name), target="public", version=version)])


def test_the_version_of_an_extension_is_no_difference_between_majors() -> None:
    old = having("citext", "1.6")

    assert compare(old, without_versions(having("citext", "1.8"), old)) == []
    assert without_versions(having("hstore", "1.8"), old) == having("hstore", None)


def test_the_version_of_an_extension_is_a_difference_otherwise() -> None:
    assert len(compare(having("citext", "1.6"), having("citext", "1.8"))) == 1
