CREATE TABLE t (id integer PRIMARY KEY, name varchar(20), n integer); CREATE MATERIALIZED VIEW m AS SELECT id, name, n FROM t; CREATE UNIQUE INDEX m_id ON m (id); CREATE VIEW v AS SELECT id FROM m;
