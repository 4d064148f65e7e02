CREATE ROLE app;
CREATE TABLE notes (id integer, body text);
GRANT SELECT ON notes TO app;
GRANT SELECT (id) ON notes TO app;
