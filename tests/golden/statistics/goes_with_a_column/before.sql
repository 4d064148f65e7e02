CREATE TABLE t (a int, b text, c int); CREATE STATISTICS one ON c, a FROM t; CREATE STATISTICS two ON a, (c + 1) FROM t; CREATE STATISTICS three ON a, b FROM t;
