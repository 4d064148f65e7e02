CREATE TABLE t (id int PRIMARY KEY, a int, b text, CHECK (a > 0 AND b <> '')); CREATE INDEX ON t (a, b); ALTER TABLE t ADD UNIQUE (b, a);
