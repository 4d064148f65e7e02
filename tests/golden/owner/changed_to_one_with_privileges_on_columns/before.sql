CREATE ROLE one;
CREATE ROLE two;
CREATE TABLE notes (a integer, b integer);
GRANT SELECT (a), UPDATE (b) ON notes TO one WITH GRANT OPTION;
ALTER TABLE notes OWNER TO two;
