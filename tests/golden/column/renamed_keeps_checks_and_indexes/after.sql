CREATE TABLE t (id int PRIMARY KEY, z int, b text, CONSTRAINT t_a_check CHECK (z > 0)); CREATE INDEX i ON t ((z + 1)) WHERE z < 10;
