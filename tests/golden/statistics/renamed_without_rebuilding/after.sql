CREATE TABLE t (a int, b text, c int); CREATE STATISTICS two ON c, a FROM t;
