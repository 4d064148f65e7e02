CREATE SCHEMA app;
CREATE FUNCTION app.plain(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION app.plain(a integer, VARIADIC b text[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE app.work(IN a integer, OUT b integer) LANGUAGE plpgsql AS 'BEGIN END';
CREATE PROCEDURE app.spread(VARIADIC a integer[]) LANGUAGE plpgsql AS 'BEGIN END';
CREATE FUNCTION app.both(INOUT a integer, OUT b integer) LANGUAGE plpgsql AS 'BEGIN END';
