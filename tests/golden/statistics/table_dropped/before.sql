CREATE TABLE t (a int, b text, c int); CREATE STATISTICS one ON c, a FROM t; CREATE TABLE u (a int);
