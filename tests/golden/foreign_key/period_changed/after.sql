CREATE TABLE t (a int4range, v tsrange, CONSTRAINT k UNIQUE (a, v WITHOUT OVERLAPS));
CREATE TABLE u (a int4range, v tsrange, CONSTRAINT f FOREIGN KEY (a, PERIOD v) REFERENCES t (a, PERIOD v));
