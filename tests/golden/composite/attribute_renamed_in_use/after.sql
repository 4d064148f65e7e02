CREATE TYPE point2 AS (z integer, y integer);
CREATE TABLE t (p point2, CHECK ((p).z > 0));
CREATE INDEX i ON t (((p).z));
CREATE VIEW v AS SELECT (p).z AS x FROM t;
