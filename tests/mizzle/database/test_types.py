"""What type checkers know of rows: both read a file in which some lines are wrong on purpose."""

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from mizzle import Database, PgTable, declare, eq, integer, pg_table, select, text
from mizzle.errors import DeclarationError
from tests.mizzle.database.conftest import users
from tests.repository import ROOT

TYPED = """
from uuid import UUID
from typing import assert_type
from decimal import Decimal
from mizzle import Column, Database, PgTable, boolean, integer, jsonb, numeric, placeholder, select, sql, text, uuid

class Profile:
    city: str

class Users(PgTable, name="users"):
    id = uuid().primary_key().default_random()
    email = text().not_null()
    age = integer()
    price = numeric()
    profile = jsonb().type(Profile).not_null()
    tags = jsonb().type(list[str])

def rows(db: Database) -> None:
    assert_type(Users.email, Column[str])
    assert_type(db.select(Users).all(), list[Users])
    assert_type(db.select().from_(Users).where(Users.age > 1).all(), list[Users])
    assert_type(db.select(Users).one().email, str)
    assert_type(db.select(Users).one().age, int | None)
    assert_type(db.select(Users.id, Users.email).from_(Users).all(), list[tuple[UUID, str]])
    assert_type(db.select(Users.age).from_(Users).order_by(Users.age).first(), tuple[int | None] | None)
    assert_type(db.select(Users).one().profile, Profile)
    assert_type(db.select(Users).one().tags, list[str] | None)
    fits = [Users.age > 1, Users.age == None, Users.price > 5, Users.price != Decimal("1"), Users.age >= Users.price + 1]
    fits += [Users.age.in_([1, 2]), Users.age.in_(select(Users.age)), Users.email == placeholder("x"), Users.email < sql("x")]
    fits += [Users.age.between(1, Users.age), Users.email.in_({"a"})]
    db.select().from_(Users).where(*fits, (Users.age > 1) & ~(Users.email == "x"))
    Users.age > "x"  # wrong
    Users.price < "5"  # wrong
    Users.age.in_(["x"])  # wrong
    Users.email.between("a", 5)  # wrong
    db.select(Users).one().nmae  # wrong
    number: int = db.select(Users).one().email  # wrong
"""


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


def test_mypy_knows_every_row(tmp_path: Path) -> None:
    file = tmp_path / "typed.py"
    file.write_text(TYPED)
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--hide-error-context", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wrong = [place for place, line in enumerate(TYPED.splitlines(), 1) if line.endswith("# wrong")]

    assert [int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error:" in line] == wrong, done.stdout


def test_pyright_knows_every_row(tmp_path: Path) -> None:
    file = tmp_path / "typed.py"
    file.write_text(TYPED)
    (tmp_path / "pyrightconfig.json").write_text(
        json.dumps({"typeCheckingMode": "standard", "extraPaths": [str(ROOT)]})
    )
    command = [
        sys.executable,
        "-m",
        "basedpyright",
        "--outputjson",
        "--pythonpath",
        sys.executable,
        "-p",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["generalDiagnostics"]
    wrong = [place for place, line in enumerate(TYPED.splitlines()) if line.endswith("# wrong")]

    assert [each["range"]["start"]["line"] for each in found if each["severity"] == "error"] == wrong, done.stdout


def test_the_functional_form_stays_untyped_and_works(db: Database) -> None:
    assert db.one(select(users.name).from_(users).where(users.id == 1)) == ("ada",)
