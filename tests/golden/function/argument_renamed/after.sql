CREATE FUNCTION f(b integer, integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION g(b integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
