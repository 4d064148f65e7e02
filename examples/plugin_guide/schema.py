"""The plugin as the guide leaves it: plugin_users has grown, and all the other tables are there."""

from typing import TypedDict

from examples.plugin_guide.core import agents
from mizzle import (
    boolean,
    check,
    index,
    jsonb,
    numeric,
    pg_schema,
    primary_key,
    sql,
    text,
    timestamp,
    unique,
    uuid,
)


class Social(TypedDict, total=False):
    """Handles elsewhere."""

    twitter: str
    github: str


class Card(TypedDict, total=False):
    """What the card of a comment holds; types only, never DDL."""

    avatar: str
    bio: str
    social: Social


core_agents = agents
plugin = pg_schema("company_my_plugin")
other_plugin = pg_schema("other_plugin")

# Another plugin's table, which plugin_posts refers to by its name alone.
other_users = other_plugin.table("users", {"id": uuid("id").primary_key().default_random()})

plugin_users = plugin.table(
    "plugin_users",
    {
        "id": uuid("id").primary_key().default_random(),
        # Link to core agent
        "agent_id": uuid("agent_id").not_null().references(lambda: agents.id),
        # User identification
        "external_id": text("external_id").unique(),
        "username": text("username").not_null().unique(),
        "email": text("email"),
        # User state
        "status": text("status").default("active"),
        "last_seen_at": timestamp("last_seen_at"),
        # Flexible data
        "profile": jsonb("profile").default(sql("'{}'::jsonb")),
        "settings": jsonb("settings").default(sql("'{}'::jsonb")),
        # Timestamps
        "created_at": timestamp("created_at").default(sql("now()")).not_null(),
        "updated_at": timestamp("updated_at").default(sql("now()")).not_null(),
    },
    lambda table: {
        "agent_id_idx": index("plugin_users_agent_id_idx").on(table.agent_id),
        "email_idx": index("plugin_users_email_idx").on(table.email),
    },
)

plugin_settings = plugin.table(
    "plugin_settings",
    {
        "id": uuid("id").primary_key().default_random(),
        "user_id": uuid("user_id").not_null().references(lambda: plugin_users.id, on_delete="cascade"),
        "key": text("key").not_null(),
        "value": jsonb("value"),
    },
    lambda table: [unique().on(table.user_id, table.key)],
)

plugin_memories = plugin.table(
    "plugin_memories",
    {
        "id": uuid("id").primary_key().default_random(),
        # Reference core agent table
        "agent_id": uuid("agent_id").not_null().references(lambda: agents.id, on_delete="cascade"),
        "content": text("content").not_null(),
        "metadata": jsonb("metadata").default(sql("'{}'::jsonb")),
    },
)

plugin_posts = plugin.table(
    "plugin_posts",
    {
        "id": uuid("id").primary_key().default_random(),
        # Reference user in same plugin
        "author_id": uuid("author_id").not_null().references(lambda: plugin_users.id, on_delete="cascade"),
        # Reference using fully qualified name
        "user_id": uuid("user_id").not_null().references(lambda: sql('"other_plugin"."users"("id")')),
        "title": text("title").not_null(),
        "content": text("content").not_null(),
        "created_at": timestamp("created_at", with_timezone=True).default(sql("now()")).not_null(),
    },
    lambda table: {
        "user_id_idx": index("plugin_posts_user_id_idx").on(table.user_id),
        "created_at_idx": index("plugin_posts_created_at_idx").on(table.created_at),
    },
)

plugin_events = plugin.table(
    "plugin_events",
    {
        "id": uuid("id").primary_key().default_random(),
        # Event classification
        "type": text("type").not_null(),
        "category": text("category"),
        "severity": text("severity").default("info"),
        # Event context
        "user_id": uuid("user_id").references(lambda: plugin_users.id),
        "agent_id": uuid("agent_id").references(lambda: agents.id),
        # Event data
        "data": jsonb("data").not_null(),
        "metadata": jsonb("metadata").default(sql("'{}'::jsonb")),
        # Timestamp (no updated_at needed for immutable logs)
        "created_at": timestamp("created_at").default(sql("now()")).not_null(),
    },
    lambda table: {
        "type_idx": index("plugin_events_type_idx").on(table.type),
        "user_id_idx": index("plugin_events_user_id_idx").on(table.user_id),
        "created_at_idx": index("plugin_events_created_at_idx").on(table.created_at),
    },
)

plugin_config = plugin.table(
    "plugin_config",
    {
        "id": uuid("id").primary_key().default_random(),
        # Scope the configuration
        "agent_id": uuid("agent_id").not_null().references(lambda: agents.id, on_delete="cascade"),
        # Configuration identification
        "key": text("key").not_null(),
        "namespace": text("namespace").default("default"),
        # Configuration data
        "value": jsonb("value").not_null(),
        "description": text("description"),
        # Configuration metadata
        "is_secret": boolean("is_secret").default(False),
        "is_active": boolean("is_active").default(True),
        # Timestamps
        "created_at": timestamp("created_at").default(sql("now()")).not_null(),
        "updated_at": timestamp("updated_at").default(sql("now()")).not_null(),
    },
    lambda table: {
        # Unique constraint for key per agent/namespace
        "unique_key_per_agent": unique("plugin_config_agent_namespace_key_unique").on(
            table.agent_id, table.namespace, table.key
        ),
    },
)

plugin_comments = plugin.table(
    "plugin_comments",
    {
        "id": uuid("id").primary_key().default_random(),
        # Goes with its post
        "post_id": uuid("post_id").not_null().references(lambda: plugin_posts.id, on_delete="cascade"),
        # Stays when its author goes
        "author_id": uuid("author_id").references(lambda: plugin_users.id, on_delete="set null"),
        # Keeps its moderator from going
        "moderator_id": uuid("moderator_id").references(lambda: plugin_users.id, on_delete="restrict"),
        # Structured data with flexibility
        "card": jsonb("card").type(Card),
    },
)

plugin_roles = plugin.table(
    "plugin_roles",
    {"id": uuid("id").primary_key().default_random(), "name": text("name").not_null().unique()},
)

plugin_user_roles = plugin.table(
    "plugin_user_roles",
    {
        "user_id": uuid("user_id").not_null().references(lambda: plugin_users.id, on_delete="cascade"),
        "role_id": uuid("role_id").not_null().references(lambda: plugin_roles.id, on_delete="cascade"),
        "assigned_at": timestamp("assigned_at").default(sql("now()")).not_null(),
        "assigned_by": uuid("assigned_by").references(lambda: plugin_users.id),
    },
    lambda table: {
        # Composite primary key
        "pk": primary_key(columns=[table.user_id, table.role_id]),
    },
)

plugin_products = plugin.table(
    "plugin_products",
    {
        "id": uuid("id").primary_key().default_random(),
        "name": text("name").not_null(),
        "price": numeric("price", precision=10, scale=2).not_null(),
        "discount_price": numeric("discount_price", precision=10, scale=2),
    },
    lambda table: {
        # Ensure discount price is less than regular price
        "price_check": check(
            "plugin_products_price_check",
            sql("{} < {} OR {} IS NULL", table.discount_price, table.price, table.discount_price),
        ),
    },
)

plugin_orders = plugin.table(
    "plugin_orders",
    {
        "id": uuid("id").primary_key().default_random(),
        # Regular columns
        "subtotal": numeric("subtotal").not_null(),
        "tax": numeric("tax").not_null(),
        "shipping": numeric("shipping").not_null(),
        # Generated column; the function is called when the table is there
        "total": numeric("total").generated_always_as(
            lambda: sql("{} + {} + {}", plugin_orders.subtotal, plugin_orders.tax, plugin_orders.shipping)
        ),
    },
)
