CREATE FUNCTION step(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint';
CREATE FUNCTION last(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint';
CREATE AGGREGATE a(integer) (sfunc = step, stype = bigint);
CREATE AGGREGATE b(integer) (sfunc = step, stype = bigint);
CREATE AGGREGATE c(integer) (sfunc = step, stype = bigint);
CREATE AGGREGATE d(integer) (sfunc = step, stype = bigint);
CREATE VIEW v AS SELECT a(1), c(1);
COMMENT ON AGGREGATE c(integer) IS 'stays';
