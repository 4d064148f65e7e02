"""The tables. They stand in the PostgreSQL schema acme_notes, after the plugin's name; nothing says so here."""

from mizzle import check, index, jsonb, pg_enum, pg_table, primary_key, sql, text, timestamp, unique, uuid

note_state = pg_enum("note_state", ["draft", "published"])

note_authors = pg_table(
    "note_authors",
    {
        "id": uuid().primary_key().default_random(),
        "name": text().not_null().unique(),
        "settings": jsonb().default(sql("'{}'::jsonb")),
        "created_at": timestamp(with_timezone=True).default(sql("now()")).not_null(),
    },
)

notes = pg_table(
    "notes",
    {
        "id": uuid().primary_key().default_random(),
        "author_id": uuid().not_null().references(lambda: note_authors.id, on_delete="cascade"),
        "title": text().not_null(),
        "body": text().not_null().default(""),
        "state": note_state().not_null().default("draft"),
        "created_at": timestamp(with_timezone=True).default(sql("now()")).not_null(),
    },
    lambda table: [
        index().on(table.author_id),
        index("notes_published").on(table.created_at).where(sql("{} = 'published'", table.state)),
        unique().on(table.author_id, table.title),
        check("notes_title_is_said", sql("{} <> ''", table.title)),
    ],
)

note_tags = pg_table(
    "note_tags",
    {"note_id": uuid().not_null().references(lambda: notes.id, on_delete="cascade"), "tag": text().not_null()},
    lambda table: [primary_key(columns=[table.note_id, table.tag]), index().on(table.tag)],
)
