CREATE TABLE t (a int4range, v tsrange, CONSTRAINT k UNIQUE (a, v));
CREATE TABLE u (a int4range, v tsrange);
