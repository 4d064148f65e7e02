"""Objects of every kind that get other names, each other's and those of what goes, as they and what stands on them change."""

import random
import re
from typing import NamedTuple

from tests.worlds.states import Forms, Pick, States, picked, written

TRIGGER = "FOR EACH ROW EXECUTE FUNCTION {tf}();"
SQL = "IMMUTABLE LANGUAGE sql"
FORMS: Forms = {
    "app": ((), ("CREATE SCHEMA {app};",)),
    "far": ((), ("CREATE SCHEMA {far};",)),
    "e": (
        (),
        (
            "CREATE TYPE {e} AS ENUM ('{la}', '{lb}');",
            "CREATE TYPE {e} AS ENUM ('{la}', '{lb}', 'z');",
            "CREATE TYPE {e} AS ENUM ('{lb}', '{la}');",
        ),
    ),
    "c": (
        (),
        (
            "CREATE TYPE {c} AS ({x} int, {y} text);",
            "CREATE TYPE {c} AS ({x} int, {y} text, z int);",
            "CREATE TYPE {c} AS ({x} bigint, {y} text);",
        ),
    ),
    "d": (
        (),
        (
            "CREATE DOMAIN {d} AS int CHECK (VALUE > 0);",
            "CREATE DOMAIN {d} AS int DEFAULT 5;",
            "CREATE DOMAIN {d} AS bigint;",
        ),
    ),
    "de": (("e",), ("CREATE DOMAIN {de} AS {e} CHECK (VALUE <> '{lb}');", "CREATE DOMAIN {de} AS {e} DEFAULT '{la}';")),
    "r": ((), ("CREATE TYPE {r} AS RANGE (SUBTYPE = int);", "CREATE TYPE {r} AS RANGE (SUBTYPE = bigint);")),
    "s": ((), ("CREATE SEQUENCE {s};", "CREATE SEQUENCE {s} INCREMENT 5;")),
    "f": (
        (),
        (
            f"CREATE FUNCTION {{f}}(integer) RETURNS int {SQL} AS 'SELECT $1 + 1';",
            f"CREATE FUNCTION {{f}}(integer) RETURNS int {SQL} AS 'SELECT $1 + 2';",
            f"CREATE FUNCTION {{f}}(integer) RETURNS int {SQL} RETURN $1 + 1;",
            f"CREATE FUNCTION {{f}}(integer) RETURNS bigint {SQL} AS 'SELECT $1 + 1::bigint';",
        ),
    ),
    "fe": (
        ("e",),
        (
            f"CREATE FUNCTION {{fe}}({{e}}) RETURNS boolean {SQL} RETURN $1 = '{{la}}';",
            f"CREATE FUNCTION {{fe}}({{e}}) RETURNS boolean {SQL} AS 'SELECT true';",
        ),
    ),
    "ff": (("f",), (f"CREATE FUNCTION {{ff}}(integer) RETURNS boolean {SQL} RETURN {{f}}($1) > 0;",)),
    "tf": (
        (),
        (
            "CREATE FUNCTION {tf}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
            "CREATE FUNCTION {tf}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';",
        ),
    ),
    "ag": (
        (),
        (
            "CREATE AGGREGATE {ag}(integer) (SFUNC = int4pl, STYPE = int, INITCOND = '0');",
            "CREATE AGGREGATE {ag}(integer) (SFUNC = int4pl, STYPE = int, INITCOND = '1');",
        ),
    ),
    "t": (
        (),
        (
            "CREATE TABLE {t} (id int CONSTRAINT {pk.own} PRIMARY KEY, {a} int, {b} text);",
            "CREATE TABLE {t} (id bigint CONSTRAINT {pk.own} PRIMARY KEY, {a} int, {b} text);",
            "CREATE TABLE {t} (id int CONSTRAINT {pk.own} PRIMARY KEY, {a} bigint, {b} varchar(30));",
            "CREATE TABLE {t} (id serial CONSTRAINT {pk.own} PRIMARY KEY, {a} int NOT NULL DEFAULT 3, {b} text NOT NULL);",
            "CREATE TABLE {t} (id int GENERATED ALWAYS AS IDENTITY CONSTRAINT {pk.own} PRIMARY KEY, {b} text, {a} int);",
        ),
    ),
    "te": (
        ("t", "e"),
        (
            "ALTER TABLE {t} ADD {ce} {e};",
            "ALTER TABLE {t} ADD {ce} {e} DEFAULT '{la}';",
            "ALTER TABLE {t} ADD {ce} {e}[] DEFAULT '{{{la}}}';",
        ),
    ),
    "td": (("t", "d"), ("ALTER TABLE {t} ADD {cd} {d};", "ALTER TABLE {t} ADD {cd} {d} DEFAULT 7;")),
    "tde": (("t", "de"), ("ALTER TABLE {t} ADD cde {de};",)),
    "tc": (("t", "c"), ("ALTER TABLE {t} ADD {cc} {c};", "ALTER TABLE {t} ADD {cc} {c}[];")),
    "tck": (("tc", "c"), ("ALTER TABLE {t} ADD CONSTRAINT ckc CHECK (({cc}).{x} > 0);",)),
    "tr": (("t", "r"), ("ALTER TABLE {t} ADD cr {r};",)),
    "ts": (
        ("t", "s"),
        (
            "ALTER TABLE {t} ALTER {a} SET DEFAULT nextval('{s}');",
            "ALTER TABLE {t} ADD {cs} bigint DEFAULT nextval('{s}');",
        ),
    ),
    "tg": (
        ("t",),
        (
            "ALTER TABLE {t} ADD {g} int GENERATED ALWAYS AS ({a} + 1) STORED;",
            "ALTER TABLE {t} ADD {g} int GENERATED ALWAYS AS ({a} + 2) STORED;",
            "ALTER TABLE {t} ADD {g} numeric;",
        ),
    ),
    "tgf": (("t", "f"), ("ALTER TABLE {t} ADD gf bigint GENERATED ALWAYS AS ({f}({a}::int)) STORED;",)),
    "k": (
        ("t",),
        (
            "ALTER TABLE {t} ADD CONSTRAINT {k} CHECK ({a} > 0);",
            "ALTER TABLE {t} ADD CONSTRAINT {k} CHECK ({a} > 0 AND {b} <> 'y');",
        ),
    ),
    "kf": (("t", "ff"), ("ALTER TABLE {t} ADD CONSTRAINT kf CHECK ({ff}({a}::int));",)),
    "uq": (
        ("t",),
        (
            "ALTER TABLE {t} ADD CONSTRAINT {uq.own} UNIQUE ({a});",
            "ALTER TABLE {t} ADD CONSTRAINT {uq.own} UNIQUE ({a}, {b}) DEFERRABLE;",
        ),
    ),
    "i": (
        ("t",),
        (
            "CREATE INDEX {i.own} ON {t} ({b});",
            "CREATE UNIQUE INDEX {i.own} ON {t} ({b});",
            "CREATE INDEX {i.own} ON {t} ({b}, {a} DESC) WHERE {a} > 0;",
        ),
    ),
    "j": (("t", "f"), ("CREATE INDEX {j.own} ON {t} ({f}({a}::int));",)),
    "u": (
        (),
        (
            "CREATE TABLE {u} ({ui} int, {ut} int);",
            "CREATE TABLE {u} ({ui} int, {ut} bigint);",
            "CREATE TABLE {u} ({ui} int NOT NULL, {ut} int, z serial);",
        ),
    ),
    "ux": (("u", "t"), ("ALTER TABLE {u} ADD ux {t};",)),
    "fk": (
        ("u", "t"),
        (
            "ALTER TABLE {u} ADD CONSTRAINT {fk} FOREIGN KEY ({ui}) REFERENCES {t} (id);",
            "ALTER TABLE {u} ADD CONSTRAINT {fk} FOREIGN KEY ({ui}) REFERENCES {t} (id) ON DELETE CASCADE;",
            "ALTER TABLE {u} ADD CONSTRAINT {fk} FOREIGN KEY ({ut}) REFERENCES {t} (id);",
        ),
    ),
    "h": (("t",), ("CREATE TABLE {h} () INHERITS ({t});", "CREATE TABLE {h} (hx int, {a} int) INHERITS ({t});")),
    "p": (
        (),
        (
            "CREATE TABLE {p} ({pa} int, {pb} text) PARTITION BY LIST ({pa});",
            "CREATE TABLE {p} ({pa} int, {pb} varchar(20) DEFAULT 'q') PARTITION BY LIST ({pa});",
        ),
    ),
    "pe": (("p", "e"), ("ALTER TABLE {p} ADD {pe} {e} DEFAULT '{la}';",)),
    "q": (
        ("p",),
        (
            "CREATE TABLE {q} PARTITION OF {p} FOR VALUES IN (1);",
            "CREATE TABLE {q} PARTITION OF {p} FOR VALUES IN (1, 2);",
            "CREATE TABLE {q} PARTITION OF {p} DEFAULT;",
            "CREATE TABLE {q} ({pa} int, {pb} text);",
        ),
    ),
    "pi": (("p",), ("CREATE INDEX {pi.own} ON {p} ({pb});", "CREATE INDEX {pi.own} ON {p} ({pa}, lower({pb}));")),
    "pck": (("p",), ("ALTER TABLE {p} ADD CONSTRAINT {pck} CHECK ({pa} > 0);",)),
    "v": (
        ("t",),
        (
            "CREATE VIEW {v} AS SELECT id, {b} FROM {t};",
            "CREATE VIEW {v} AS SELECT id, {b} AS vb FROM {t};",
            "CREATE VIEW {v} AS SELECT id, {b} AS vb, {a} AS va FROM {t};",
            "CREATE MATERIALIZED VIEW {v} AS SELECT id, {b} AS vb FROM {t};",
        ),
    ),
    "vi": (("v",), ("COMMENT ON COLUMN {v}.id IS 'x';", "GRANT SELECT ON {v} TO PUBLIC;")),
    "w": (
        ("v",),
        (
            "CREATE VIEW {w} AS SELECT id FROM {v};",
            "CREATE VIEW {w} AS SELECT id + 1 AS id FROM {v};",
            "CREATE MATERIALIZED VIEW {w} AS SELECT id FROM {v}; CREATE UNIQUE INDEX {wi.own} ON {w} (id);",
        ),
    ),
    "vp": (("p",), ("CREATE VIEW {vp} AS SELECT {pa} AS x FROM {p};",)),
    "ft": (
        ("t",),
        (
            "CREATE FUNCTION {ft}({t}) RETURNS int LANGUAGE sql AS 'SELECT 1';",
            "CREATE FUNCTION {ft}(integer) RETURNS SETOF {t} LANGUAGE sql BEGIN ATOMIC SELECT * FROM {t} WHERE {a} = $1; END;",
            "CREATE FUNCTION {ft}(integer) RETURNS SETOF {t} LANGUAGE sql AS 'SELECT * FROM {t}';",
        ),
    ),
    "tt": (
        ("t", "tf"),
        (
            f"CREATE TRIGGER {{tt}} BEFORE UPDATE ON {{t}} {TRIGGER}",
            "CREATE TRIGGER {tt} BEFORE UPDATE OF {b} ON {t} FOR EACH ROW WHEN (new.{a} > 1) EXECUTE FUNCTION {tf}();",
        ),
    ),
    "pt": (("p", "tf"), (f"CREATE TRIGGER {{pt}} BEFORE INSERT ON {{p}} {TRIGGER}",)),
    "tv": (("v", "tf"), (f"CREATE TRIGGER {{tv}} INSTEAD OF INSERT ON {{v}} {TRIGGER}",)),
    "po": (
        ("t",),
        ("CREATE POLICY {po} ON {t} USING ({a} > 0);", "CREATE POLICY {po} ON {t} FOR UPDATE USING ({b} = 'x');"),
    ),
    "pof": (("t", "ff"), ("CREATE POLICY pf ON {t} USING ({ff}({a}::int));",)),
    "ru": (
        ("t", "u"),
        (
            "CREATE RULE {ru} AS ON DELETE TO {t} DO INSTEAD NOTHING;",
            "CREATE RULE {ru} AS ON UPDATE TO {t} WHERE new.{a} > 5 DO ALSO DELETE FROM {u} WHERE {ui} = old.{a};",
        ),
    ),
    "st": (
        ("t",),
        ("CREATE STATISTICS {st} ON {a}, {b} FROM {t};", "CREATE STATISTICS {st} ON ({a} + 1), {b} FROM {t};"),
    ),
    "pub": (
        ("t",),
        (
            "CREATE PUBLICATION {pub} FOR TABLE {t};",
            "CREATE PUBLICATION {pub} FOR TABLE {t} WITH (publish = 'insert');",
        ),
    ),
    "ow": (
        ("t",),
        (
            "COMMENT ON COLUMN {t}.{b} IS 'bb'; GRANT SELECT ({a}) ON {t} TO PUBLIC;",
            "ALTER TABLE {t} ALTER {b} SET STORAGE EXTERNAL; ALTER TABLE {t} ALTER {b} SET STATISTICS 50;",
            "ALTER TABLE {t} CLUSTER ON {pk.own}; ALTER TABLE {t} REPLICA IDENTITY USING INDEX {pk.own};",
        ),
    ),
}
STAYS = 0.85  # in its namespace
RENAMED = 0.3
ALWAYS = frozenset({"app", "t"})
ONLY = {("tv", "v"): (0, 1, 2), ("pi", "p"): (0, 1)}
# What stands in another object, and what makes names that are not its own.
INSIDE = {
    "{t}": ("a", "b", "g", "ce", "cd", "cc", "cs", "pk", "uq", "k", "tt", "po", "ru"),
    "{u}": ("ui", "ut", "fk"),
    "{p}": ("pa", "pb", "pe", "pck", "pt"),
    "{e}": ("la", "lb"),
    "{c}": ("x", "y"),
    "{v}": ("tv",),
}
MADE = {
    **dict.fromkeys(("a", "b", "pk"), "t"),
    "g": "tg",
    "ce": "te",
    "cd": "td",
    "cc": "tc",
    "cs": "ts",
    "wi": "w",
    **dict.fromkeys(("ui", "ut"), "u"),
    **dict.fromkeys(("pa", "pb"), "p"),
    **dict.fromkeys(("la", "lb"), "e"),
    **dict.fromkeys(("x", "y"), "c"),
}
# Names that stand beside each other.
TYPES = ("e", "c", "d", "de", "r")
RELATIONS = ("s", "t", "u", "h", "p", "q", "v", "w", "vp")
FUNCTIONS = ("f", "fe", "ff", "tf", "ag", "ft")
PLACED = {"i": "t", "j": "t", "pk": "t", "uq": "t", "pi": "p", "wi": "w"}  # in the namespace of another
BESIDE = (
    ("app", "far"),
    (*TYPES, *RELATIONS, *PLACED),
    FUNCTIONS,
    ("a", "b", "g", "ce", "cd", "cc", "cs"),
    ("ui", "ut"),
    ("pa", "pb", "pe"),
    ("la", "lb"),
    ("x", "y"),
    *((name,) for name in ("k", "fk", "pck", "tt", "pt", "tv", "po", "ru", "pub", "st")),
)
ROWS = "INSERT INTO {t} ({a}, {b}, id) OVERRIDING SYSTEM VALUE VALUES (1, 'x', 1);"


class Name(NamedTuple):
    """A name, and the name of the namespace that it stands in."""

    own: str
    space: str = ""

    def __str__(self) -> str:
        return f"{self.space}.{self.own}" if self.space else self.own


Names = dict[str, Name]


def drawn(seed: int, major: int) -> States:
    """Two states, with a row, and the names that are others in the second."""
    rnd = random.Random(seed)
    first = picked(rnd, FORMS, {}, always=ALWAYS, only=ONLY)
    then = picked(rnd, FORMS, first, always=ALWAYS, only=ONLY)
    placed = {key: rnd.choice(("", "", "", "app")) for key in (*TYPES, *RELATIONS, *FUNCTIONS, "st")}
    moved = {key: space if rnd.random() < STAYS else rnd.choice(("", "app", "far")) for key, space in placed.items()}
    if then["far"] is None:
        moved = {key: "app" if space == "far" else space for key, space in moved.items()}
    own = {name: name for beside in BESIDE for name in beside}
    here, there = _named(own, placed), _named(_swapped(rnd, own), moved)
    renames = {}
    for name in own:
        kind, now, new = _kind(name, first), here[name], there[name]
        place = PLACED.get(name, name)
        stays = placed.get(place) == moved.get(place) or place != name  # or goes along
        if kind and kind == _kind(name, then) and not (stays and now.own == new.own):
            whole = next((whole for whole, names in INSIDE.items() if name in names), "")
            address = f"{whole}.{now.own}" if whole else f"{{{name}}}{kind[kind.index('(') :] if '(' in kind else ''}"
            renames[address.format_map(here)] = new.own if stays else str(new)
    before, after = ("\n".join(written(pick, FORMS)) for pick in (first, then))
    return States(before.format_map(here), after.format_map(there), ROWS.format_map(here), renames)


def _swapped(rnd: random.Random, own: dict[str, str]) -> dict[str, str]:
    """Some names among those that stand beside each other go round, and some are new."""
    found = dict(own)
    for beside in BESIDE:
        some = [name for name in beside if rnd.random() < RENAMED]
        names = [own[name] for name in some]
        names += [f"new_{name}" for name in some[: rnd.randint(0, len(some))]]
        rnd.shuffle(names)
        found |= dict(zip(some, names, strict=False))
    return found


def _named(own: dict[str, str], placed: dict[str, str]) -> Names:
    """Names in their namespaces, which have names of their own."""
    spaces = {"": "public", "app": own["app"], "far": own["far"]}
    return {
        name: Name(word, spaces[placed[place]] if (place := PLACED.get(name, name)) in placed else "")
        for name, word in own.items()
    }


def _kind(name: str, pick: Pick) -> str | None:
    """What in a state has the name, in the words that stand before it, with the arguments of a function; None for nothing."""
    maker = MADE.get(name, name)
    form = pick[maker]
    text = FORMS[maker][1][form] if form is not None else ""
    found = re.search(rf"([^;]*?)['(]*\{{{name}(\.own)?\}}'?( \w+|\([^)]*\))?", text)
    if found is None or maker != name:
        return "part" if found else None
    before = found[1].replace("UNIQUE ", "").strip()
    after = found[3] or ""
    return before + (after if after.startswith("(") or before.endswith("CONSTRAINT") else "")
