CREATE FUNCTION step(named bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint';
CREATE AGGREGATE a(integer) (sfunc = step, stype = bigint);
CREATE AGGREGATE b(integer) (sfunc = int4larger, stype = integer);
CREATE VIEW v AS SELECT a(1);
