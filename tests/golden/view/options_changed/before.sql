CREATE TABLE t (id integer PRIMARY KEY, name varchar(20), n integer); CREATE VIEW v WITH (security_barrier) AS SELECT id FROM t;
