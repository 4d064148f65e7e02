CREATE TABLE t (id integer);
CREATE FUNCTION g(given integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN count(*) > 0 THEN g.given END FROM t; END;
