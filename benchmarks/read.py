"""What does reading a catalog cost beside its floor, the same rows fetched with psycopg and thrown away?"""

from benchmarks.measure import Bench, Row, compared, growth, script

FLOOR = "rows fetched and thrown away"
STEPS = ("floor", "facts", "model")


def measure(bench: Bench) -> list[Row]:
    rows = []
    for count in bench.tables:
        url = bench.database("a", count, pushed=True)
        samples = bench.in_turn(
            "read", count, {step: lambda step=step, url=url: bench.steps(step, url) for step in STEPS}
        )
        rows += compared(count, samples, FLOOR)
    return rows + growth(rows, "catalog → facts", 1000, 5000, 6)


if __name__ == "__main__":
    script(__doc__, measure)
