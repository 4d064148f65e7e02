CREATE SCHEMA app;
CREATE FUNCTION app.f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id integer DEFAULT app.f(1), CONSTRAINT c CHECK (app.f(id) > 0));
CREATE INDEX i ON t (app.f(id));
CREATE VIEW v AS SELECT app.f(1);
CREATE FUNCTION standard() RETURNS integer RETURN app.f(2);
