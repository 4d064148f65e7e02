CREATE TABLE t (id integer PRIMARY KEY, name varchar(20), n integer); CREATE VIEW v AS SELECT id, n FROM t; COMMENT ON VIEW v IS 'b'; COMMENT ON COLUMN v.id IS 'y';
