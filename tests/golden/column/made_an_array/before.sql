CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a int, b e, c int);
