CREATE ROLE one; CREATE ROLE two; CREATE ROLE app;
CREATE TABLE notes (id integer);
ALTER TABLE notes OWNER TO one;
GRANT SELECT ON notes TO two, app;
