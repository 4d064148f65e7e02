CREATE TYPE a AS (x integer, y text);
CREATE TABLE t (k a);
