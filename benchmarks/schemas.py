"""Realistic schemas of N tables, as the source of a schema module.

A table has a uuid key and ten more columns of mixed types, two foreign keys, two indexes of which one is partial, a
composite unique constraint and a check; there is an enum for every ten tables.
"""

HEAD = '''"""Generated: {count} tables."""

from mizzle import (
    boolean, check, index, integer, jsonb, numeric, pg_enum, pg_table, sql, text, timestamp, unique, uuid, varchar,
)

'''
ENUM = 'status_{number} = pg_enum("status_{number}", ["draft", "live", "archived"])\n'
TABLE = """
table_{number} = pg_table(
    "table_{number}",
    {{
        "id": uuid().primary_key().default_random(),
        "name": text().not_null(){change},
        "slug": varchar(length=80).not_null(),
        "status": status_{enum}().default("draft").not_null(),
        "amount": numeric(precision=12, scale=2).default(0).not_null(),
        "count": integer().default(0),
        "active": boolean().default(True).not_null(),
        "meta": jsonb().default({{}}),
        "created_at": timestamp(with_timezone=True).default(sql("now()")).not_null(),
        "parent_id": uuid().references(lambda: table_{parent}.id, on_delete="cascade"),
        "owner_id": uuid().references(lambda: table_{owner}.id),
    }},
    lambda table: [
        index("table_{number}_name_idx").on(table.name),
        index("table_{number}_live_idx").on(table.created_at).where(sql("{{}} = 'live'", table.status)),
        unique("table_{number}_slug_owner").on(table.slug, table.owner_id),
        check("table_{number}_amount", sql("{{}} >= 0 AND {{}} IN ('a', 'b') IS NOT TRUE", table.amount, table.slug)),
    ],
)
"""


def source(count: int, *, changed: int = 0) -> str:
    """The module; in `changed` tables, evenly spread, one column has another default."""
    step = count // changed if changed else 0
    parts = [HEAD.format(count=count), *(ENUM.format(number=number) for number in range((count + 9) // 10))]
    parts.extend(
        TABLE.format(
            number=number,
            enum=number // 10,
            parent=max(0, number - 1),
            owner=number // 2,
            change='.default("changed")' if step and number % step == 0 else "",
        )
        for number in range(count)
    )
    return "".join(parts)
