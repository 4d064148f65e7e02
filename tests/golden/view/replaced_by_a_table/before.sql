CREATE TABLE t (id integer PRIMARY KEY, name varchar(20), n integer); CREATE VIEW v AS SELECT id FROM t;
