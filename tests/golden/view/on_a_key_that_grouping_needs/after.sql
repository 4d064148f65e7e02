CREATE TABLE t (id integer CONSTRAINT other PRIMARY KEY, name varchar(20), n integer); CREATE VIEW v AS SELECT id, name, count(*) AS c FROM t GROUP BY id;
