CREATE ROLE app;
CREATE TABLE notes (id integer, owner name);
