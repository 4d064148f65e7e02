CREATE TABLE t (id int PRIMARY KEY, a int, b text);CREATE TABLE u (a int); CREATE INDEX i ON t (a);
