CREATE SCHEMA other; CREATE TABLE t (a int); CREATE INDEX i ON t (a); INSERT INTO t VALUES (1);
CREATE TABLE other.u (b int); CREATE INDEX i ON other.u (b);
