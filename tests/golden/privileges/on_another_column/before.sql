CREATE ROLE app;
CREATE TABLE notes (id integer, body text, gone integer);
GRANT SELECT ON notes TO app;
GRANT INSERT ON notes TO pg_monitor;
GRANT SELECT (id), SELECT (gone) ON notes TO app;
