CREATE TABLE t (a int4range, v tsrange, CONSTRAINT k UNIQUE (a, v));
CREATE TABLE u (a int4range, v tsrange, CONSTRAINT f FOREIGN KEY (a, v) REFERENCES t (a, v));
