CREATE TABLE p (a int4range, v daterange, CONSTRAINT k UNIQUE (a, v WITHOUT OVERLAPS));
CREATE TABLE t (a int4range, v daterange, CONSTRAINT f FOREIGN KEY (a, PERIOD v) REFERENCES p (a, PERIOD v));
