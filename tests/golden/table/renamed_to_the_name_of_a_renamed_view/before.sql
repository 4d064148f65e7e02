CREATE TABLE t (id serial, a integer, CHECK (a > 0));
CREATE VIEW v AS SELECT id, a AS x FROM t;
CREATE MATERIALIZED VIEW w AS SELECT x FROM v;
CREATE TABLE gone (id integer);
