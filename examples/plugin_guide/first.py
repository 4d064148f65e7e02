"""The guide's first plugin_users, before the plugin grew."""

from typing import Any, TypedDict

from mizzle import boolean, jsonb, pg_schema, pg_table, sql, text, timestamp, uuid

company_my_plugin = pg_schema("company_my_plugin")


class Profile(TypedDict, total=False):
    """What the profile column holds; types only, never DDL."""

    avatar: str
    bio: str
    preferences: dict[str, Any]


plugin_users = pg_table(
    "plugin_users",
    {
        "id": uuid("id").primary_key().default_random(),
        # Basic fields
        "username": text("username").not_null().unique(),
        "email": text("email").not_null(),
        "is_active": boolean("is_active").default(True),
        # JSONB for flexible data
        "profile": jsonb("profile").type(Profile).default(sql("'{}'::jsonb")),
        # Standard timestamps
        "created_at": timestamp("created_at", with_timezone=True).default(sql("now()")).not_null(),
        "updated_at": timestamp("updated_at", with_timezone=True).default(sql("now()")).not_null(),
    },
    schema="company_my_plugin",
)
