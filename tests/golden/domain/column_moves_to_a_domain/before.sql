CREATE TABLE t (a text PRIMARY KEY, b integer, c numeric);
