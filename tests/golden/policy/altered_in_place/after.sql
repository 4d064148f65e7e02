CREATE ROLE app;
CREATE TABLE notes (id integer, owner name);
CREATE POLICY a ON notes USING (owner = session_user) WITH CHECK (id > 1);
CREATE POLICY b ON notes TO PUBLIC USING (id > 0);
CREATE POLICY c ON notes TO app, pg_monitor USING (id > 0) WITH CHECK (id < 10);
