CREATE TABLE notes (id integer, owner name);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON notes USING (owner = current_user);
CREATE TABLE other (id integer);
CREATE POLICY shared ON other USING (EXISTS (SELECT FROM notes WHERE notes.id = other.id));
