"""What does the way from declared tables to DDL text cost? No server takes part."""

from benchmarks.measure import Bench, Row, compared, script

DECLARING = "import of the module: declaring"


def measure(bench: Bench) -> list[Row]:
    rows = []
    for count in bench.tables:
        module = bench.module(count)
        samples = bench.in_turn("compile", count, {"": lambda module=module: bench.steps("declare", module)})
        rows += compared(count, samples, DECLARING)
    return rows


if __name__ == "__main__":
    script(__doc__, measure)
