CREATE TYPE p AS (a int, c text, d int); CREATE TABLE t (v p, w p[]); CREATE VIEW x AS SELECT (v).a FROM t;
