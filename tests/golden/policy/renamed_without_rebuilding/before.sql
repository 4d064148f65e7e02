CREATE TABLE notes (id integer);
CREATE POLICY a ON notes FOR SELECT USING (id > 0);
