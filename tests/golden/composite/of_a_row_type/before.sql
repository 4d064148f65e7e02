CREATE TABLE x (a int); CREATE TYPE p AS (x x); CREATE TABLE t (v p);
