"""A table that is plain, an heir, or a partition of one of three, while it and those have keys, indexes, triggers and more of their own."""

import random

from tests.worlds.states import States

WHERE = ("plain", "plain", "a", "m", "z", "heir", "gone")
ABOVE = (  # what the partitioned tables have
    *(
        "index",
        "expression index",
        "key",
        "primary key",
        "check",
        "foreign key",
        "default",
        "not null",
        "trigger",
        "column",
    ),
    *("type", "generated", "identity", "referrer", "view", "function", "statistics"),
)
OWN = (
    *(
        "own index",
        "own key",
        "own primary key",
        "own check",
        "own foreign key",
        "own default",
        "own not null",
        "own trigger",
    ),
    *("own column", "own type", "own policy", "own rule", "own view", "own serial", "own identity", "own referrer"),
    *(
        "own statistics",
        "own publication",
        "own grant",
        "own comment",
        "clustered",
        "identified",
        "unlogged",
        "first column",
    ),
)
TABLES = ("no m", "no a", "no z")
FEATURES = (*ABOVE, *OWN, *TABLES)
BASE = """CREATE TABLE r (id int PRIMARY KEY);
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE p (id int, b text);"""
ROWS = "INSERT INTO r VALUES (1); INSERT INTO n (id, b) VALUES (1, 'v');"  # where there is an n
ON_N = {
    "own index": "CREATE INDEX oi ON n (b);",
    "own key": "ALTER TABLE n ADD CONSTRAINT ok UNIQUE (id, b);",
    "own primary key": "ALTER TABLE n ADD CONSTRAINT opk PRIMARY KEY (id);",
    "own check": "ALTER TABLE n ADD CONSTRAINT oc CHECK (b <> 'zz');",
    "own foreign key": "ALTER TABLE n ADD CONSTRAINT ofk FOREIGN KEY (id) REFERENCES r;",
    "own default": "ALTER TABLE n ALTER b SET DEFAULT 'own';",
    "own not null": "ALTER TABLE n ALTER b SET NOT NULL;",
    "own trigger": "CREATE TRIGGER ot AFTER INSERT ON n FOR EACH ROW EXECUTE FUNCTION tf();",
    "own policy": "ALTER TABLE n ENABLE ROW LEVEL SECURITY; CREATE POLICY po ON n USING (b = 'x');",
    "own rule": "CREATE RULE ru AS ON DELETE TO n WHERE old.b = 'u' DO INSTEAD NOTHING;",
    "own view": "CREATE VIEW ov AS SELECT id, b FROM n;",
    "own statistics": "CREATE STATISTICS os ON id, b FROM n;",
    "own comment": "COMMENT ON TABLE n IS 'c'; COMMENT ON COLUMN n.b IS 'd';",
    "own grant": "GRANT SELECT ON n TO PUBLIC; GRANT UPDATE (b) ON n TO PUBLIC;",
    "own serial": "ALTER TABLE n ADD COLUMN s serial;",
    "own identity": "ALTER TABLE n ADD COLUMN ii bigint GENERATED ALWAYS AS IDENTITY;",
    "own publication": "CREATE PUBLICATION pub FOR TABLE n;",
    "clustered": "ALTER TABLE n CLUSTER ON oi;",
    "identified": "ALTER TABLE n REPLICA IDENTITY USING INDEX ok;",
    "own referrer": "CREATE TABLE ro (x int CONSTRAINT rox REFERENCES n (id));",
}


def drawn(seed: int, major: int) -> States:
    """Two states, with a row where both have the table."""
    rnd = random.Random(seed)
    first = set(rnd.sample(FEATURES, rnd.randint(0, 6)))
    then = first ^ set(rnd.sample(FEATURES, rnd.randint(0, 4)))
    then -= {feature for feature in sorted(first) if rnd.random() < 0.25}
    where = rnd.choice(WHERE), rnd.choice(WHERE)
    alike = rnd.random() < 0.3, rnd.random() < 0.5
    before, after = (state(*made, major) for made in zip(where, (first, then), alike, strict=True))
    return States(before, after, ROWS if "gone" not in where else "")


def state(where: str, features: set[str], alike: bool, major: int) -> str:  # noqa: FBT001
    """One state. `alike`: a plain table has what it would have from a partitioned one."""
    there = {"a": "no a" not in features or where in "am", "z": "no z" not in features or where == "z"}
    above = [table for table, has in there.items() if has]
    lines = [BASE]
    lines += [
        f"CREATE TABLE {table} ({', '.join(_columns(table, features, major))}) PARTITION BY LIST (id);"
        for table in above
    ]
    middle = there["a"] and (where == "m" or "no m" not in features)
    if middle:
        bound = "2" if where == "a" else "1, 2"
        lines.append(f"CREATE TABLE m PARTITION OF a FOR VALUES IN ({bound}) PARTITION BY LIST (id);")
    for table in above:
        lines += _beside(table, features)
    if where != "gone":
        lines += [*_table(where, features, alike, major), *_own(where, features, alike)]
    for table in above:
        lines += _after(table, features)
    return "\n".join(lines)


def _columns(table: str, features: set[str], major: int) -> list[str]:
    required = " NOT NULL" if {"not null", "primary key"} & features else ""
    kind, default = "varchar(20)" if "type" in features else "text", " DEFAULT 'q'" if "default" in features else ""
    said = [f"id int{required}", f"b {kind}{default}"]
    counted = "bigint GENERATED ALWAYS AS IDENTITY" if major >= 17 else "bigint DEFAULT 9"
    more = {
        "column": "c int",
        "generated": "g int GENERATED ALWAYS AS (id * 2) STORED",
        "identity": f"k {counted}",
        "check": "CONSTRAINT ck CHECK (id > 0)",
        "primary key": f"CONSTRAINT {table}_pk PRIMARY KEY (id)",
        "key": f"CONSTRAINT {table}_uq UNIQUE (id)",
        "foreign key": "CONSTRAINT rfk FOREIGN KEY (id) REFERENCES r",
    }
    return said + [text for feature, text in more.items() if feature in features]


def _beside(table: str, features: set[str]) -> list[str]:
    more = {
        "index": f"CREATE INDEX {table}_i ON {table} (id);",
        "expression index": f"CREATE INDEX {table}_e ON {table} (lower(b));",
        "trigger": f"CREATE TRIGGER rt BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION tf();",
    }
    return [text for feature, text in more.items() if feature in features]


def _after(table: str, features: set[str]) -> list[str]:
    more = {
        "view": f"CREATE VIEW v{table} AS SELECT id, b FROM {table};",
        "function": f"CREATE FUNCTION f{table}() RETURNS SETOF {table} LANGUAGE sql AS 'SELECT * FROM public.{table}';",
        "statistics": f"CREATE STATISTICS s{table} ON id, b FROM {table};",
    }
    if {"key", "primary key"} & features:
        more["referrer"] = f"CREATE TABLE r{table} (x int CONSTRAINT rr REFERENCES {table} (id));"
    return [text for feature, text in more.items() if feature in features]


def _table(where: str, features: set[str], alike: bool, major: int) -> list[str]:  # noqa: FBT001
    if where in ("a", "m", "z"):
        return [f"CREATE TABLE n PARTITION OF {where} FOR VALUES IN (1);"]
    create = f"CREATE {'UNLOGGED ' if 'unlogged' in features else ''}TABLE n"
    if where == "heir":
        return [f"{create} ({'c int' if 'own column' in features else ''}) INHERITS (p);"]
    kind = "varchar(20)" if "own type" in features else "text"
    columns = _columns("n", features, major) if alike else ["id int", f"b {kind}"]
    if "own column" in features and not (alike and "column" in features):
        columns.append("c int")
    columns = ["zz int", *columns] if "first column" in features else columns
    made = [f"{create} ({', '.join(columns)});"]
    if alike and "index" in features:
        made.append("CREATE INDEX n_id_idx ON n (id);")
    if alike and "trigger" in features:
        made.append("CREATE TRIGGER rt BEFORE UPDATE ON n FOR EACH ROW EXECUTE FUNCTION tf();")
    return made


def _own(where: str, features: set[str], alike: bool) -> list[str]:  # noqa: FBT001
    part = where in ("a", "m", "z")
    has = {*features}
    if "primary key" in features and (part or (where == "plain" and alike)):
        has -= {"own primary key"}
    if part:
        has -= {"own serial", "own identity", "unlogged"}
    if "own index" not in has:
        has -= {"clustered"}
    if not {"own key", "own not null"} <= has or not {"own primary key", "primary key"} & has or where == "heir":
        has -= {"identified"}
    if "own primary key" not in has or "unlogged" in has:
        has -= {"own referrer"}
    if "unlogged" in has:
        has -= {"own publication"}
    return [text for feature, text in ON_N.items() if feature in has]
