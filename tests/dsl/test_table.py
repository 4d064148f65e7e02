from mizzle import integer, pg_table, primary_key
from mizzle.dsl.declare import declare
from mizzle.model.column import Column


def test_a_composite_primary_key_makes_its_columns_not_null() -> None:
    table = pg_table(
        "t",
        {"a": integer(), "b": integer(), "c": integer()},
        lambda table: [primary_key(columns=[table.a, table.b])],
    )

    assert [column.not_null for column in declare([table]).of(Column)] == [True, True, False]
