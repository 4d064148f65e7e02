CREATE TABLE t (b integer, c int);
