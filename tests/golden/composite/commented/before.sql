CREATE TYPE p AS (x integer);
