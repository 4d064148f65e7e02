CREATE ROLE one;
CREATE ROLE two;
CREATE TABLE notes (a integer, b integer);
ALTER TABLE notes OWNER TO one;
