CREATE FUNCTION f(a integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a';
COMMENT ON FUNCTION f IS 'stays';
CREATE TABLE t (id integer DEFAULT f(1) NOT NULL, x integer, CONSTRAINT positive CHECK (f(x) > 0), doubled integer GENERATED ALWAYS AS (f(x) * 2) STORED, text text DEFAULT 'plain');
CREATE INDEX t_f ON t (f(x));
CREATE VIEW v AS SELECT id FROM t WHERE f(id) > 1;
CREATE MATERIALIZED VIEW m AS SELECT * FROM v;
CREATE INDEX m_id ON m (id);
