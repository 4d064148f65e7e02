CREATE SCHEMA app; CREATE TYPE app.numbers AS RANGE (subtype = float8); CREATE TABLE t (a app.numbers DEFAULT '[1,2]', b app.numbers_multirange);
