CREATE ROLE app; CREATE ROLE other;
CREATE TABLE bare (id integer);
CREATE TABLE notes (id integer);
CREATE TABLE counted (id serial);
CREATE TABLE alike (id integer);
GRANT SELECT ON notes TO app, other;
GRANT SELECT, INSERT ON alike TO app;
