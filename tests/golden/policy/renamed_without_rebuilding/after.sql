CREATE TABLE notes (id integer);
CREATE POLICY "B b" ON notes FOR SELECT USING (id > 0);
