CREATE TYPE p AS (x integer); COMMENT ON TYPE p IS 'a point';
