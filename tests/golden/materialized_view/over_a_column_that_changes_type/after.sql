CREATE TABLE t (id integer PRIMARY KEY, name text, n integer); CREATE MATERIALIZED VIEW m AS SELECT id, name FROM t; CREATE INDEX m_name ON m (name); COMMENT ON COLUMN m.name IS 'x';
