CREATE ROLE app; CREATE ROLE boss;
CREATE TABLE notes (id bigint);
CREATE VIEW seen AS SELECT id FROM notes;
GRANT SELECT ON seen TO app;
GRANT SELECT (id) ON notes TO app;
