CREATE ROLE app;
CREATE SCHEMA shop;
CREATE TABLE notes (id integer, body text);
GRANT UPDATE, DELETE ON notes TO app;
