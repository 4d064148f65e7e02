CREATE FUNCTION f(a integer) RETURNS SETOF integer LANGUAGE sql STABLE ROWS 7 SET search_path = public, pg_temp SET "timezone" = 'UTC' AS 'SELECT a';
CREATE FUNCTION g(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
CREATE PROCEDURE p(OUT a integer) LANGUAGE plpgsql SET search_path = '' AS 'BEGIN END';
COMMENT ON FUNCTION g IS 'changed';
