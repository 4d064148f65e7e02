CREATE ROLE app;
CREATE TABLE notes (id integer, owner name);
CREATE POLICY a ON notes USING (owner = current_user) WITH CHECK (id > 0);
CREATE POLICY b ON notes TO app USING (id > 0);
CREATE POLICY c ON notes TO app USING (id > 0);
COMMENT ON POLICY c ON notes IS 'old';
