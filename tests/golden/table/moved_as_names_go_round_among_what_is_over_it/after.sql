CREATE SCHEMA app;
CREATE TABLE app.pk (id int CONSTRAINT i PRIMARY KEY, b text);
CREATE INDEX v ON app.pk (b);
CREATE VIEW app.t AS SELECT id, b FROM app.pk;
