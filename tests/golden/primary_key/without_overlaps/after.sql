CREATE TABLE t (a int4range, v tsrange, CONSTRAINT k PRIMARY KEY (a, v WITHOUT OVERLAPS));
CREATE TABLE u (a int4range, v tsrange, CONSTRAINT k2 PRIMARY KEY (a, v));
