CREATE TYPE b AS (x bigint, y text);
CREATE TABLE t (k b);
