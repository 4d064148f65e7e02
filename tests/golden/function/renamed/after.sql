CREATE SCHEMA app;
CREATE FUNCTION app.g(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE FUNCTION f(a text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE PROCEDURE q(a integer, OUT b text) LANGUAGE sql AS 'SELECT ''1''';
CREATE TABLE t (id integer DEFAULT app.g(1) CHECK (app.g(id) > 0));
CREATE VIEW v AS SELECT app.g(id) AS f FROM t;
CREATE FUNCTION standard() RETURNS integer RETURN app.g(4);
