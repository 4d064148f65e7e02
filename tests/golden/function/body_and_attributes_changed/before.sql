CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE SET work_mem = '8MB' AS 'SELECT a';
