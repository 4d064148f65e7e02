CREATE TYPE p AS (c text COLLATE "C", a bigint, e int, d int); COMMENT ON COLUMN p.a IS 'two'; COMMENT ON COLUMN p.e IS 'new';
