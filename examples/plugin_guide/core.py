"""The core plugin's tables, which the guide refers to and does not show."""

from mizzle import pg_table, sql, text, timestamp, uuid

agents = pg_table(
    "agents",
    {
        "id": uuid("id").primary_key().default_random(),
        "name": text("name").not_null(),
        "created_at": timestamp("created_at", with_timezone=True).default(sql("now()")).not_null(),
    },
)
