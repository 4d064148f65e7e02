CREATE TYPE p AS (a int, b text); CREATE TABLE t (v p);
