CREATE ROLE one; CREATE ROLE two; CREATE ROLE app;
CREATE TABLE notes (id integer);
GRANT SELECT ON notes TO app;
ALTER TABLE notes OWNER TO two;
