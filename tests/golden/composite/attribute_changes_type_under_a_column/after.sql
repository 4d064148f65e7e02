CREATE TYPE p AS (a bigint, b text); CREATE TYPE q AS (p p, n int); CREATE TABLE t (id int, v p DEFAULT ROW(1,'x')::p, w q); CREATE VIEW x AS SELECT (v).a FROM t; CREATE INDEX ON t (((v).b));
