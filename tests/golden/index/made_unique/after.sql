CREATE TABLE t (id int PRIMARY KEY, a int, b text);CREATE UNIQUE INDEX i ON t (a);
