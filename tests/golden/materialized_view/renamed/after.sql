CREATE TABLE t (id integer PRIMARY KEY, name varchar(20), n integer); CREATE MATERIALIZED VIEW mm AS SELECT id, name FROM t; CREATE INDEX m_name ON mm (name);
