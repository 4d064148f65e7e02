CREATE TYPE floats AS RANGE (subtype = float8, subtype_diff = float8mi); CREATE TABLE t (a floats PRIMARY KEY, b floats_multirange, c floats[]); CREATE VIEW v AS SELECT lower(a) FROM t;
