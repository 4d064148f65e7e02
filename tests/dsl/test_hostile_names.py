"""Any legal identifier in every position: declared, pushed, read back, pushed again, read by plain SQL."""

from mizzle.dsl.check import check
from mizzle.dsl.enum import pg_enum
from mizzle.dsl.exclusion import exclude
from mizzle.dsl.foreign_key import foreign_key
from mizzle.dsl.index import index
from mizzle.dsl.namespace import pg_schema
from mizzle.dsl.primary_key import primary_key
from mizzle.dsl.sql import sql
from mizzle.dsl.table import pg_table
from mizzle.dsl.types import bigint, integer, text, tstzrange
from mizzle.dsl.unique import unique
from tests.declared import pushed, rows

NAMES = [
    "select",
    "user",
    "Upper Case",
    "a.b",
    'quo"te',
    '""',
    "it's",
    "100%",
    "%s",
    "%(name)s",
    "{}",
    "{name}",
    "semi;colon",
    "-- comment",
    "/* x */",
    "back\\slash",
    "new\nline",
    "tab\tname",
    " space ",
    "$1",
    "$$",
    ":name",
    "übergröße",
    "名前",
    "🐘",
    "e\u0301",
    "1st",
    "x" * 63,
    "ü" * 31,
    "pg_temp_not",
    "public",
    "name",
    "oid",
    "now()",
    "a,b",
    "(a)",
    "nul\\0",
    "NULL",
    "true",
]


def spaced(name: str) -> str:
    """The name for a namespace: some are PostgreSQL's own."""
    return f"no {name}" if name.startswith(("public", "pg_")) else name


def everything(name: str) -> list[object]:
    """A schema that uses the name wherever a name can stand. Relations of one namespace need names of their own."""
    space = pg_schema(spaced(name), comment=name)
    label = pg_enum(name, [name, "plain"], schema="types")  # a table has a type of its name already
    counter = space.sequence("counter", comment=name)
    parent = space.table(
        name,
        {name: bigint().default(sql("nextval({})", counter)), "state": label().default(name), "during": tstzrange()},
        lambda t: [primary_key(columns=[t[name]], name=f"{name[:20]} pk"), unique("its key").on(t[name], t.state)],
        comment=name,
    )
    child = space.table(
        "child",
        {
            name: bigint().comment(name),
            "other": text().default(name),
            "made": text().generated_always_as(lambda: sql("{} || {}", child.other, name)),
            "during": tstzrange(),
            "id": integer().generated_always_as_identity(name=f"{name[:20]} counter"),
        },
        lambda t: [
            foreign_key(columns=[t[name]], foreign_columns=[parent[name]], name=name).comment(name),
            check(f"{name[:20]} check", sql("{} > 0 AND {} <> {}", t[name], t.other, name)),
            exclude(f"{name[:20]} apart").on((t.during, "&&")).where(sql("{} > 5", t[name])),
            index(f"{name[:20]} index").on(t[name].desc(), sql("lower({})", t.other)).where(sql("{} = 1", t[name])),
        ],
    )
    return [space, label, counter, parent, child]


def test_a_legal_name_may_stand_anywhere(database: str) -> None:
    declared = [item for name in NAMES for item in everything(name)]

    pushed(database, *declared)

    for name in NAMES:
        schema = spaced(name)
        assert rows(
            database,
            "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
            " WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s) AND relkind = 'r' AND attname = %s"
            " ORDER BY relname = 'child'",
            schema,
            name,
        ) == [(name,), ("child",)]
    labels = rows(database, "SELECT typname, enumlabel FROM pg_enum JOIN pg_type t ON t.oid = enumtypid")
    assert set(labels) == {(name, label) for name in NAMES for label in (name, "plain")}
    assert len(rows(database, "SELECT 1 FROM pg_constraint WHERE contype = 'f'")) == len(NAMES)


def test_objects_are_renamed_to_and_from_legal_names(database: str) -> None:
    def tables(now: list[str], before: list[str | None]) -> list[object]:
        return [
            pg_table(
                name,
                {name: text().unique().renamed_from(old) if old else text().unique()},
                lambda t, name=name, place=place: [index(f"i{place}").on(t[name])],  # type: ignore[misc]
                renamed_from=old,
            )
            for place, (name, old) in enumerate(zip(now, before, strict=True))
        ]

    plain = [f"plain{place}" for place in range(len(NAMES))]
    pushed(database, *tables(plain, [None] * len(NAMES)))
    assert all("RENAME" in statement for statement in pushed(database, *tables(NAMES, list(plain))))
    assert all("RENAME" in statement for statement in pushed(database, *tables(plain, list(NAMES))))
