"""What does a plan cost that reaches through 1,000 views nested ten deep and 1,000 functions?

A column at the bottom of each stack changes its type: all that stands on it is taken down and restored. Beside reading it.
"""

from collections.abc import Iterator

from benchmarks.measure import Bench, Row, compared, script

STACKS, DEPTH, FUNCTIONS = 100, 10, 1000
READ, PLAN = "reading both catalogs", "comparing and planning"


def measure(bench: Bench) -> list[Row]:
    urls = [bench.empty(f"deep_{name}") for name in ("a", "b")]
    for url, kind in zip(urls, ("integer", "bigint"), strict=True):
        file = bench.folder / f"deep_{kind}.sql"
        file.write_text("\n".join(statements(kind)), encoding="utf-8")
        bench.call([str(bench.where.bin / "psql"), "-Xqv", "ON_ERROR_STOP=1", "-f", str(file), url])

    def steps() -> dict[str, tuple[float, float]]:
        found = bench.steps("diff", *urls)
        return {READ: found["reading"], PLAN: found["comparing and planning"]}

    samples = bench.in_turn("deep", 0, {"steps": steps})
    title = f"{STACKS * DEPTH:,} views {DEPTH} deep, {FUNCTIONS:,} functions: "
    return compared(0, {f"{title}{what}": costs for what, costs in samples.items()}, title + READ, {title + PLAN: 3})


def statements(kind: str) -> Iterator[str]:
    """The schema, with this type at the bottom of every stack."""
    yield "CREATE SCHEMA deep;"
    for stack in range(STACKS):
        below = f"deep.t{stack}"
        yield f"CREATE TABLE {below} (id integer PRIMARY KEY, amount {kind}, name text, at timestamptz);"
        for level in range(DEPTH):
            view = f"deep.v{stack}_{level}"
            yield f"CREATE VIEW {view} AS SELECT id, amount, name, at FROM {below} WHERE amount > {level};"
            below = view
    for number in range(FUNCTIONS):
        head = f"CREATE FUNCTION deep.f{number}(floor integer) RETURNS bigint LANGUAGE sql STABLE"
        view = f"deep.v{number % STACKS}_{number // STACKS}"
        query = f"SELECT count(*) FROM {view} WHERE amount > floor"
        yield f"{head} RETURN ({query});" if number % 2 else f"{head} AS 'SELECT {number}::bigint';"


if __name__ == "__main__":
    script(__doc__, measure)
