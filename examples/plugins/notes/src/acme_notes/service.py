"""What others do with the notes."""

from typing import Any
from uuid import UUID

from acme_notes.schema import note_authors, note_tags, notes
from mizzle import eq


class Notes:
    """The notes, over the `db` of a plugin's runtime."""

    def __init__(self, db: Any) -> None:
        self.db = db

    def author(self, name: str) -> UUID:
        """The id of the author of that name, who is made where there is none."""
        self.db.insert(note_authors).values({"name": name}).on_conflict_do_nothing().execute()
        return self.db.select(note_authors.id).from_(note_authors).where(eq(note_authors.name, name)).scalar()

    def write(self, author: UUID, title: str, *tags: str, body: str = "") -> UUID:
        """Write a note, all of it or nothing."""
        with self.db.transaction() as tx:
            row = tx.insert(notes).values({"author_id": author, "title": title, "body": body}).returning(notes.id).one()
            if tags:
                tx.insert(note_tags).values([{"note_id": row.id, "tag": tag} for tag in tags]).execute()
        return row.id

    def tagged(self, tag: str) -> list[str]:
        """The titles of the notes with a tag."""
        query = self.db.select(notes.title).from_(notes).inner_join(note_tags, eq(note_tags.note_id, notes.id))
        return [row.title for row in query.where(eq(note_tags.tag, tag)).order_by(notes.title).all()]
