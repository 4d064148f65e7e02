CREATE ROLE one; CREATE ROLE app;
CREATE TABLE own (id integer);
CREATE TABLE notes (id integer);
GRANT SELECT ON notes TO app;
ALTER TABLE notes OWNER TO one;
