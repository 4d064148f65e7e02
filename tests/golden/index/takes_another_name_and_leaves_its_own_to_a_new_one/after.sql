CREATE TABLE t (a int, b int);
CREATE INDEX i ON t (b);
CREATE INDEX j ON t (a);
