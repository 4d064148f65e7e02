CREATE ROLE app;
CREATE TABLE notes (id integer, body text);
GRANT SELECT (id, body) ON notes TO app;
