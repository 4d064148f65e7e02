CREATE TABLE kept (id integer);
CREATE TABLE notes (id integer);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON notes USING (id IN (SELECT id FROM kept));
