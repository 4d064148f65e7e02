CREATE ROLE one; CREATE ROLE two; CREATE ROLE app;
CREATE TABLE notes (id integer);
ALTER TABLE notes OWNER TO two;
GRANT SELECT ON notes TO one;
