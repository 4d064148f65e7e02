"""What type checkers know of rows: both read a file in which some lines are wrong on purpose."""

import json
import pickle
import subprocess
import sys
import types
from functools import partial
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import pytest

from mizzle import (
    Database,
    PgTable,
    Value,
    alias,
    declare,
    define_relations,
    eq,
    get_table_config,
    integer,
    pg_table,
    pull,
    select,
    serial,
    text,
)
from mizzle.errors import DeclarationError
from tests.mizzle.database.conftest import users
from tests.mizzle.database.typed import TYPED
from tests.repository import ROOT


class People(PgTable, name="users"):
    id = integer().primary_key().generated_by_default_as_identity()
    name = text().not_null().unique()
    age = integer()


def test_a_class_is_a_table_and_its_rows_are_its_instances(db: Database) -> None:
    [ada] = db.select(People).where(People.age > 18).all()

    assert isinstance(ada, People)
    assert (ada.id, ada.name, ada.age) == (1, "ada", 36)
    assert repr(ada) == "People(id=1, name='ada', age=36)"
    assert pickle.loads(pickle.dumps(ada)) == ada
    assert db.select().from_(People).where(eq(People.name, "bob")).one().age == 17
    assert db.insert(People).values(name="eve").returning().one().name == "eve"
    assert db.update(People).set(age=1).where(People.name == "eve").returning(People.age).one() == (1,)
    assert db.delete(People).where(People.name == "eve").execute() == 1
    with pytest.raises(TypeError, match="People is a table"):
        People()


def test_a_class_declares_what_pg_table_declares() -> None:
    table = pg_table(
        "users",
        {
            "id": integer().primary_key().generated_by_default_as_identity(),
            "name": text().not_null().unique(),
            "age": integer(),
        },
    )

    assert declare([People]) == declare([table])


def test_a_mixin_gives_its_columns_to_each_table() -> None:
    class Stamped(PgTable):
        note = text()

    class One(Stamped, name="one"):
        id = integer()

    class Two(Stamped, name="two"):
        id = integer()

    assert [str(ref) for ref in declare([Stamped, One, Two]) if ref.kind == "column"] == [
        "public.one.note",
        "public.one.id",
        "public.two.note",
        "public.two.id",
    ]
    with pytest.raises(DeclarationError, match="the class Empty has no columns"):

        class Empty(PgTable, name="empty"):
            pass


@pytest.fixture(scope="module")
def typed(filled: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the cases and with what pull writes of the database."""
    folder = tmp_path_factory.mktemp("typed")
    (folder / "typed.py").write_text(TYPED)
    (folder / "pulled.py").write_text(pull(filled, form="class").text)
    return folder


def wrong() -> set[int]:
    return {place for place, line in enumerate(TYPED.splitlines(), 1) if line.endswith("# wrong")}


def test_mypy_knows_every_row(typed: Path) -> None:
    files = [str(typed / name) for name in ("typed.py", "pulled.py")]
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--hide-error-context", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = [line.split(":") for line in done.stdout.splitlines() if ": error:" in line]

    assert {Path(name).name for name, *_ in found} == {"typed.py"}, done.stdout
    assert {int(place) for _, place, *_ in found} == wrong(), done.stdout


def test_pyright_knows_every_row(typed: Path) -> None:
    (typed / "pyrightconfig.json").write_text(json.dumps({"typeCheckingMode": "standard", "extraPaths": [str(ROOT)]}))
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable, "-p", str(typed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    errors = [each for each in json.loads(done.stdout)["generalDiagnostics"] if each["severity"] == "error"]

    assert {Path(each["file"]).name for each in errors} == {"typed.py"}, done.stdout
    assert {each["range"]["start"]["line"] + 1 for each in errors} == wrong(), done.stdout


class PeopleNew(TypedDict):
    id: NotRequired[Value[int]]
    name: Value[str]
    age: NotRequired[Value[int | None]]


def test_a_typed_dict_of_new_rows_is_compared_with_the_columns() -> None:
    class Known(PgTable[PeopleNew], name="users"):
        id = integer().primary_key().generated_by_default_as_identity()
        name = text().not_null()
        age = integer()

    assert [*get_table_config(Known).columns] == ["id", "name", "age"]
    for columns, message in (
        ({"id": integer().primary_key().generated_always_as_identity(), "name": text().not_null()}, "tells of id, age"),
        ({**get_table_config(People).columns, "more": text()}, "does not tell of more"),
        ({"id": serial(), "name": text(), "age": integer()}, "is wrong on whether name must be given"),
    ):
        with pytest.raises(DeclarationError, match=f"PeopleNew, the new rows of table other, {message}"):
            types.new_class("Other", (PgTable[PeopleNew],), {"name": "other"}, partial(dict.update, **columns))


class PeopleChanged(TypedDict, total=False):
    name: Value[str]


def test_a_typed_dict_of_changes_is_compared_with_the_columns(db: Database) -> None:
    class Known(PgTable[PeopleNew, PeopleChanged], name="users"):
        id = integer().primary_key().generated_by_default_as_identity()
        name = text().not_null()
        age = integer()

    assert db.update(Known).set({"name": "eve"}).where(Known.id == 1).returning(Known.name).one() == ("eve",)
    for columns, told, message in (
        ({"id": integer(), "age": integer()}, PeopleChanged, "tells of name, which no update can give"),
        (get_table_config(Known).columns, PeopleNew, "must be of total=False: no change has to give name"),
    ):
        with pytest.raises(DeclarationError, match=f"{told.__name__}, the changes of table other, {message}"):
            types.new_class("Other", (PgTable[Any, told],), {"name": "other"}, partial(dict.update, **columns))  # type: ignore[valid-type]


def test_rows_of_an_alias_of_a_class_are_its_instances(db: Database) -> None:
    other = alias(People, "other")
    found = db.select(People.name, other).from_(People).join(other, other.id == People.id + 1).order_by(People.id)

    assert [(name, type(row).__name__, isinstance(row, People), row.name) for name, row in found] == [
        ("ada", "People", True, "bob"),
        ("bob", "People", True, "cy"),
    ]


def test_whole_rows_of_an_outer_join_are_none_where_nothing_fits(db: Database) -> None:
    other = alias(users, "other")
    left = db.select(users.id, other).from_(users).left_join(other, other.id == users.id + 2).order_by(users.id)
    right = db.select(users, other.id).from_(users).right_join(other, other.id == users.id + 2).order_by(other.id)

    assert [row[1] and row[1].name for row in left] == ["cy", None, None]
    assert [row[0] and row[0].name for row in right] == [None, None, "ada"]


def test_the_functional_form_stays_untyped_and_works(db: Database) -> None:
    assert db.one(select(users.name).from_(users).where(users.id == 1)) == ("ada",)


class Titles(PgTable, name="posts"):
    id = integer().primary_key()
    author = integer()
    title = text()


def test_rows_found_by_a_class_are_its_instances_where_they_have_its_columns(db: Database) -> None:
    both = define_relations(
        {"people": People, "titles": Titles},
        lambda r: {"people": {"titles": r.many.titles(from_=r.people.id, to=r.titles.author)}},
    )
    db.relations = both
    [ada] = db.query[People].find_many(where={"name": "ada"}, with_={"titles": {"order_by": "id"}})

    assert isinstance(ada, People)
    assert [(type(each).__name__, each.title) for each in ada._asdict()["titles"]] == [
        ("Titles", "one"),
        ("Titles", "two"),
    ]
    assert not isinstance(db.query[People].find_first(columns=["id"]), People)
    with pytest.raises(DeclarationError, match="the relations know no table <class"):
        db.query[types.new_class("Other", (PgTable,))]
