CREATE TABLE t (a int, b text); CREATE UNIQUE INDEX i ON t (a) INCLUDE (b); CREATE TABLE c (a int REFERENCES t (a));
