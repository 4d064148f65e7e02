CREATE TYPE k AS (b integer, x bigint, a bigint);
CREATE TABLE t OF k;
CREATE TABLE u (b integer, x bigint, a bigint);
