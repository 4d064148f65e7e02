CREATE TABLE t (id int PRIMARY KEY, a int CHECK (a > 0), b text); CREATE INDEX i ON t ((a + 1)) WHERE a < 10;
