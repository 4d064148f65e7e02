"""The step between the two forms of plugin_users: agent_id may stay empty until the rows that are there have one.

A column that is NOT NULL and has no default cannot come to a table with rows in one step, in whatever tool.
"""

from examples.plugin_guide.core import agents
from mizzle import boolean, jsonb, pg_schema, sql, text, timestamp, uuid

core_agents = agents
plugin = pg_schema("company_my_plugin")

plugin_users = plugin.table(
    "plugin_users",
    {
        "id": uuid("id").primary_key().default_random(),
        "agent_id": uuid("agent_id").references(lambda: agents.id),
        "username": text("username").not_null().unique(),
        "email": text("email").not_null(),
        "is_active": boolean("is_active").default(True),
        "profile": jsonb("profile").default(sql("'{}'::jsonb")),
        "created_at": timestamp("created_at", with_timezone=True).default(sql("now()")).not_null(),
        "updated_at": timestamp("updated_at", with_timezone=True).default(sql("now()")).not_null(),
    },
)
