CREATE TABLE t (id int PRIMARY KEY, a int, b text); CREATE INDEX ON t (a); INSERT INTO t VALUES (1,2,'x');
