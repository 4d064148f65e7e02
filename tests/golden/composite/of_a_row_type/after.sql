CREATE TABLE x (a int, b int); CREATE TYPE p AS (x x, y x[]); CREATE TABLE t (v p);
