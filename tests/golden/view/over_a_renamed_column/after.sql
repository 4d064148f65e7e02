CREATE TABLE t (id integer PRIMARY KEY, title varchar(20), n integer); CREATE VIEW v AS SELECT id, title AS name FROM t WHERE title <> '';
