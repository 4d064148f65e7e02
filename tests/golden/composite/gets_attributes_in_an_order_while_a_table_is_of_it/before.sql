CREATE TYPE k AS (b integer);
CREATE TABLE t OF k;
CREATE TABLE u (b integer);
