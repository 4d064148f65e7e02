CREATE TABLE t (id integer, a int4range, b int4range,
  CONSTRAINT x EXCLUDE USING gist (a WITH &&) WHERE (lower(b) < 100),
  CONSTRAINT y EXCLUDE USING gist (b WITH &&) WHERE (lower(a) < 100),
  CONSTRAINT z EXCLUDE USING gist (b WITH &&));
