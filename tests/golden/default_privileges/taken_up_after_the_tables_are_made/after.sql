CREATE ROLE app;
CREATE TABLE there (id integer, more integer);
CREATE TABLE bare (id integer);
CREATE VIEW seen AS SELECT more FROM there;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app;
CREATE TABLE notes (id integer);
