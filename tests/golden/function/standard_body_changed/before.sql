CREATE TABLE t (id integer, gone integer);
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(gone) FROM t; END;
CREATE FUNCTION g() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
