CREATE TYPE part AS (a int); CREATE TYPE whole AS (p part); CREATE TABLE t (a whole, b int);
