"""What the builders refuse, in the words the user typed, and what they keep."""

import subprocess
import sys
from collections.abc import Callable
from enum import Enum
from types import FunctionType
from typing import Any

import pytest

from mizzle.dsl import types as t
from mizzle.dsl.column import Column
from mizzle.dsl.context import Context
from mizzle.model.errors import DeclarationError
from mizzle.model.ref import Ref
from mizzle.model.type import Type

REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "a name that is no string": (lambda: t.varchar(20), "must be a string, not int"),  # type: ignore[arg-type]
    "an empty name": (lambda: t.text(""), "must not be empty"),
    "a long name": (lambda: t.text("x" * 64), "64 bytes"),
    "varchar of 0": (lambda: t.varchar(length=0), "length of varchar must be an integer from 1 to 10485760, not 0"),
    "varchar too long": (lambda: t.varchar(length=10485761), "from 1 to 10485760, not 10485761"),
    "varchar of text": (lambda: t.varchar(length="20"), "not '20'"),  # type: ignore[arg-type]
    "varchar of True": (lambda: t.varchar(length=True), "not True"),
    "char of -1": (lambda: t.char(length=-1), "length of char must be"),
    "enum of one string": (lambda: t.text(enum="abc"), "a list of strings or an enum.Enum"),
    "enum of numbers": (lambda: t.text(enum=[1]), "a list of strings"),  # type: ignore[list-item]
    "numeric of 0": (lambda: t.numeric(precision=0), "precision of numeric must be an integer from 1 to 1000, not 0"),
    "numeric too wide": (lambda: t.numeric(precision=1001), "from 1 to 1000, not 1001"),
    "scale alone": (lambda: t.numeric(scale=2), "a scale (2) and no precision"),
    "scale too great": (lambda: t.numeric(precision=1, scale=1001), "scale of numeric must be an integer from -1000"),
    "mode of numeric": (lambda: t.numeric(mode="float"), "'decimal', 'string', 'number', 'bigint', not 'float'"),  # type: ignore[call-overload]
    "mode of bigint": (lambda: t.bigint(mode="int"), "mode of bigint must be one of 'number'"),  # type: ignore[call-overload]
    "mode of bigserial": (lambda: t.bigserial(mode="x"), "mode of bigserial"),  # type: ignore[call-overload]
    "mode of date": (lambda: t.date(mode="x"), "mode of date must be one of 'date', 'string', not 'x'"),  # type: ignore[call-overload]
    "mode of timestamp": (lambda: t.timestamp(mode=5), "mode of timestamp"),  # type: ignore[call-overload]
    "mode of point": (lambda: t.point(mode="abc"), "mode of point must be one of 'tuple', 'xy', not 'abc'"),
    "mode of line": (lambda: t.line(mode="xy"), "mode of line"),
    "precision of timestamp": (
        lambda: t.timestamp(precision=7),
        "precision of timestamp must be an integer from 0 to 6, not 7",
    ),
    "precision of time": (lambda: t.time(precision=-1), "precision of time must be"),
    "with_timezone": (lambda: t.timestamp(with_timezone="yes"), "with_timezone must be True or False, not 'yes'"),  # type: ignore[call-overload]
    "fields of interval": (lambda: t.interval(fields="week"), "'minute to second', not 'week'"),
    "precision of interval": (lambda: t.interval(precision=9), "precision of interval must be"),
    "precision without seconds": (lambda: t.interval(fields="day to hour", precision=3), "it has no seconds"),
    "bit of 0": (lambda: t.bit(dimensions=0), "length of bit must be an integer from 1 to 83886080, not 0"),
    "bit twice": (lambda: t.bit(dimensions=3, length=3), "are the same; give one"),
    "varbit": (lambda: t.varbit(length=0), "length of varbit"),
    "vector of 0": (lambda: t.vector(dimensions=0), "dimensions of vector must be an integer from 1 to 16000, not 0"),
    "vector too long": (lambda: t.halfvec(dimensions=16001), "dimensions of halfvec"),
    "sparsevec": (lambda: t.sparsevec(dimensions=10**9 + 1), "dimensions of sparsevec"),
    "type of geometry": (lambda: t.geometry(type="circle"), "type of geometry must be one of Geometry, Point"),
    "srid of geometry": (lambda: t.geometry(srid=-1), "srid of geometry must be an integer from 0 to 999999, not -1"),
    "type of geography": (lambda: t.geography(type=5), "type of geography must be a string, not 5"),  # type: ignore[arg-type]
    "no type": (lambda: t.custom_type("no type at all"), "'no type at all' is no data type"),
    "an empty type": (lambda: t.custom_type(""), "'' is no data type"),
    "a stacked statement": (lambda: t.custom_type("int; DROP TABLE x"), "is no data type"),
    "a type with words behind": (lambda: t.custom_type("app.mood NOT NULL"), "is no data type"),
    "serial as a type": (lambda: t.custom_type("serial"), "there is the builder serial()"),
    "modifiers of text": (lambda: t.custom_type("text(5)"), "text takes no such modifiers"),
    "modifiers of varchar": (lambda: t.custom_type("varchar(1, 2)"), "character varying takes no such modifiers"),
    "a modifier that is no number": (lambda: t.custom_type("varchar(x)"), "'x' is no number"),
    "a wrong modifier": (lambda: t.custom_type("varchar(0)"), "length of varchar must be"),
    "a long type name": (lambda: t.custom_type(f"app.{'x' * 64}"), "64 bytes"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_option_is_refused_with_its_place(what: str) -> None:
    call, message = REFUSED[what]

    with pytest.raises(DeclarationError) as caught:
        call()

    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{__file__}:")


@pytest.mark.parametrize("name", sorted(t.__all__))
def test_every_builder_takes_its_name_first(name: str) -> None:
    if name in ("array", "custom_type"):
        return
    options = {"dimensions": 3} if name in ("vector", "halfvec", "sparsevec") else {}
    column = getattr(t, name)("db_name", **options)

    assert column._spec.name == "db_name"
    assert str(column._spec.origin).startswith(f"{__file__}:")
    assert getattr(t, name)(**options)._spec.name is None


def test_the_public_names_are_the_builders() -> None:
    builders = {name for name, value in vars(t).items() if isinstance(value, FunctionType)}

    assert builders == set(t.__all__)
    assert list(t.__all__) == sorted(t.__all__)


@pytest.mark.parametrize(
    ("builder", "name"), [(t.smallserial, "smallint"), (t.serial, "integer"), (t.bigserial, "bigint")]
)
def test_serials_are_integers_that_count(builder: Callable[..., Column[int]], name: str) -> None:
    spec = builder()._spec

    assert (spec.type.name, spec.serial) == (name, True)


class Mood(Enum):
    HAPPY = "happy"


@pytest.mark.parametrize(
    ("column", "python"),
    [
        (t.numeric(), None),
        (t.numeric(mode="string"), str),
        (t.numeric(mode="number"), float),
        (t.numeric(mode="bigint"), int),
        (t.bigint(), None),
        (t.bigint(mode="string"), str),
        (t.date(mode="string"), str),
        (t.timestamp(mode="string"), str),
        (t.point(mode="xy"), dict),
        (t.text(enum=Mood), Mood),
        (t.text(enum=["a"]), None),
        (t.custom_type("text", python=Mood)(), Mood),
    ],
    ids=repr,
)
def test_the_mode_says_what_rows_hold(column: Column[Any], python: Any) -> None:
    assert column._spec.python is python


def test_an_extension_is_looked_for_where_it_is_declared() -> None:
    kind = t.vector(dimensions=3)._spec.type

    assert kind.type(Context()) == Type("(3)", Ref("type", "public", "vector"))
    assert kind.type(Context(extensions={"vector": "ext"})) == Type("(3)", Ref("type", "ext", "vector"))


def test_equal_calls_make_equal_types() -> None:
    assert t.numeric(precision=10, scale=2)._spec.type == t.numeric(precision=10, scale=2)._spec.type
    assert t.timestamp()._spec.type != t.timestamp(with_timezone=True)._spec.type


def test_declaring_needs_no_driver() -> None:
    code = (
        "import sys, mizzle.dsl.types; print([m for m in ('psycopg', 'sqlglot', 'rich', 'cattrs') if m in sys.modules])"
    )

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
