CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id int, m mood DEFAULT 'a', w varchar(9) CHECK (w IN ('x', 'y'))) PARTITION BY LIST (m);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN ('a');
CREATE TABLE t2 PARTITION OF t DEFAULT;
CREATE INDEX i ON t (id) WHERE m = 'a';
