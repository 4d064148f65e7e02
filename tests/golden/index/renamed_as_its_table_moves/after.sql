CREATE SCHEMA app;
CREATE TABLE app.j (id integer CONSTRAINT m PRIMARY KEY, a text);
CREATE INDEX s ON app.j (a);
CREATE INDEX l ON app.j (id, a);
CREATE TABLE k (id integer);
CREATE SEQUENCE i;
