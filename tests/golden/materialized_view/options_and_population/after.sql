CREATE TABLE t (id integer PRIMARY KEY, name varchar(20), n integer); CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT id, name FROM t WITH NO DATA;
