CREATE TABLE t (id integer PRIMARY KEY, name varchar(20), n integer); CREATE MATERIALIZED VIEW m AS SELECT id, name FROM t;
