CREATE TYPE p AS (b text, a int, c int); CREATE TABLE t (v p);
