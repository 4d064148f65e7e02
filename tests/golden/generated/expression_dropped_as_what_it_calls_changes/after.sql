CREATE FUNCTION twice(integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 2::bigint * $1';
CREATE TABLE t (a bigint, b integer, c integer);
