CREATE ROLE app;
CREATE TABLE notes (id integer, body text);
GRANT INSERT ON notes TO pg_monitor;
GRANT SELECT (body) ON notes TO app;
