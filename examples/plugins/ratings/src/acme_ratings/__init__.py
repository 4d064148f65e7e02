"""Ratings of notes. They refer to another plugin's table, which is migrated first, and keep the rows of tenants apart."""

from acme_notes.schema import notes

from mizzle import check, index, pg_table, smallint, sql, text, uuid
from mizzle.plugins import Plugin

note_ratings = pg_table(
    "note_ratings",
    {
        "id": uuid().primary_key().default_random(),
        # By object, since that package is installed; "acme_notes.notes.id" says the same without it.
        "note_id": uuid().not_null().references(lambda: notes.id, on_delete="cascade"),
        "stars": smallint().not_null(),
        "remark": text(),
    },
    lambda table: [
        index().on(table.note_id),
        check("note_ratings_stars", sql("{} BETWEEN 1 AND 5", table.stars)),
    ],
)

plugin = Plugin(
    name="@acme/ratings",
    description="Ratings of notes",
    schema=[note_ratings],
    dependencies=["@acme/notes"],
    tenant_column="tenant_id",
)
