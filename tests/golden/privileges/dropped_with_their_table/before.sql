CREATE ROLE app;
CREATE TABLE notes (id integer);
GRANT SELECT ON notes TO app;
