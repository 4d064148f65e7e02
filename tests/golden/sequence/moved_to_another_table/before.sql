CREATE SCHEMA k;
CREATE TABLE t (id serial, b integer);
CREATE TABLE k.u (id integer);
