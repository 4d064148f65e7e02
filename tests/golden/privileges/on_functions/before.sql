CREATE ROLE app;
CREATE FUNCTION one(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION two("a" text[], VARIADIC b integer[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE three() LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE four(integer) (sfunc = int4pl, stype = integer);
CREATE AGGREGATE five(*) (sfunc = int8inc, stype = bigint, initcond = '0');
CREATE FUNCTION changed(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
REVOKE EXECUTE ON FUNCTION changed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION changed TO app;
