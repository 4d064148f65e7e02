"""What do comparing and planning cost, when nothing and when one table in a hundred has changed?

Beside the floor: the rows of both catalogs, fetched with psycopg and thrown away.
"""

from collections.abc import Mapping

from benchmarks.measure import Bench, Cost, Row, compared, script

FLOOR = "rows of A and B fetched and thrown away"


def measure(bench: Bench) -> list[Row]:
    rows = []
    for count in bench.tables:
        few = max(1, count // 100)
        here, same = bench.database("a", count, pushed=True), bench.database("b", count)
        other = bench.database("c", count, changed=few)
        titles = {"no difference": same, f"{few:,} changed": other}

        def floor(here: str = here, same: str = same) -> Mapping[str, Cost]:
            return {FLOOR: total(bench.steps("floor", here, same))}

        def diff(title: str, there: str, here: str = here) -> Mapping[str, Cost]:
            parts = bench.steps("diff", here, there)
            return {
                f"{title}: read, compare, plan": total(parts),
                f"{title}: compare, plan alone": parts["comparing and planning"],
            }

        samples = bench.in_turn(
            "plan",
            count,
            {"floor": floor}
            | {title: lambda title=title, there=there: diff(title, there) for title, there in titles.items()},
        )
        rows += compared(count, samples, FLOOR)
    return rows


def total(parts: Mapping[str, Cost]) -> Cost:
    return sum(client for client, _ in parts.values()), sum(server for _, server in parts.values())


if __name__ == "__main__":
    script(__doc__, measure)
