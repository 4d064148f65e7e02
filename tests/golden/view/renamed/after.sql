CREATE TABLE t (id integer PRIMARY KEY, name varchar(20), n integer); CREATE VIEW u AS SELECT id FROM t; CREATE VIEW w AS SELECT u.id FROM u;
