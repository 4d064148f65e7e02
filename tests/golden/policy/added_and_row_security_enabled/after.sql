CREATE ROLE app;
CREATE TABLE notes (id integer, owner name);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON notes USING (owner = current_user);
CREATE POLICY visible ON notes AS RESTRICTIVE FOR SELECT TO app, pg_monitor USING (id > 0);
CREATE POLICY written ON notes FOR INSERT TO app WITH CHECK (id > 0 AND owner = current_user);
COMMENT ON POLICY visible ON notes IS 'it''s so';
