CREATE TABLE t (id integer);
CREATE FUNCTION f(given integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN count(*) > 0 THEN f.given END FROM t; END;
