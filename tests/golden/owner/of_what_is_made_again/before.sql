CREATE ROLE one;
CREATE TABLE notes (id integer);
CREATE VIEW mine AS SELECT id FROM notes;
CREATE VIEW theirs AS SELECT id FROM notes;
ALTER VIEW theirs OWNER TO one;
