CREATE SCHEMA app; CREATE TYPE floats AS RANGE (subtype = float8); CREATE TABLE t (a floats DEFAULT '[1,2]', b floats_multirange);
