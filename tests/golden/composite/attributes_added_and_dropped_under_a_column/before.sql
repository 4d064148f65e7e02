CREATE TYPE p AS (a int, b text, c text); CREATE TABLE t (v p, w p[]); CREATE VIEW x AS SELECT (v).a FROM t;
