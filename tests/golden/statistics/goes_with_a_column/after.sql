CREATE TABLE t (a int, b text); CREATE STATISTICS one ON a, b FROM t; CREATE STATISTICS three ON a, b FROM t;
