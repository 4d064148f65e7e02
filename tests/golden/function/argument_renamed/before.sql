CREATE FUNCTION f(a integer, integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION g(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
