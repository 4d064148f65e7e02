CREATE SCHEMA k;
CREATE TABLE t (id integer NOT NULL, b integer);
CREATE TABLE k.u (id serial);
