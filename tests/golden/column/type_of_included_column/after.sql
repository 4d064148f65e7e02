CREATE TABLE t (a int, b varchar); CREATE UNIQUE INDEX i ON t (a) INCLUDE (b); CREATE TABLE c (a int REFERENCES t (a));
