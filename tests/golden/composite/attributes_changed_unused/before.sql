CREATE TYPE p AS (a int, b text, c text, d int); COMMENT ON COLUMN p.a IS 'one';
