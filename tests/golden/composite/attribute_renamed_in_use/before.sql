CREATE TYPE point2 AS (x integer, y integer);
CREATE TABLE t (p point2, CHECK ((p).x > 0));
CREATE INDEX i ON t (((p).x));
CREATE VIEW v AS SELECT (p).x AS x FROM t;
