CREATE TABLE t (id int PRIMARY KEY, a int, b text);ALTER TABLE t ADD CONSTRAINT k CHECK (a > 1 AND b IN ('x','y'));
