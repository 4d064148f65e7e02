CREATE FUNCTION step(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint';
CREATE FUNCTION last(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint';
CREATE AGGREGATE a(integer) (sfunc = step, stype = bigint, initcond = '0', finalfunc = last, parallel = safe);
CREATE AGGREGATE b(integer) (sfunc = step, stype = bigint);
COMMENT ON AGGREGATE b(integer) IS 'new';
CREATE AGGREGATE c(integer) (sfunc = int4larger, stype = integer);
CREATE FUNCTION d(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT a(1), c(1);
COMMENT ON AGGREGATE c(integer) IS 'stays';
