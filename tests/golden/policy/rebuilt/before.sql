CREATE TABLE notes (id integer);
CREATE POLICY a ON notes FOR SELECT USING (id > 0);
CREATE POLICY b ON notes USING (id > 0);
CREATE POLICY c ON notes USING (id > 0) WITH CHECK (id > 1);
COMMENT ON POLICY c ON notes IS 'kept';
