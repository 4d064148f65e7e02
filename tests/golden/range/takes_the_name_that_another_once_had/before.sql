CREATE TYPE span AS RANGE (SUBTYPE = text);
CREATE TYPE other AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = others);
ALTER TYPE span RENAME TO a;
ALTER TYPE span_multirange RENAME TO a_multirange;
ALTER TYPE others RENAME TO another;
CREATE TABLE t (x a, y other);
