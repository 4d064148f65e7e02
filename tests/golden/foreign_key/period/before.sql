CREATE TABLE p (a int4range, v daterange, CONSTRAINT k UNIQUE (a, v));
CREATE TABLE t (a int4range, v daterange, CONSTRAINT f FOREIGN KEY (a, v) REFERENCES p (a, v));
