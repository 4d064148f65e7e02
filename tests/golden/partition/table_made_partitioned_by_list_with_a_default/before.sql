CREATE TABLE t (id integer, kind text, v numeric GENERATED ALWAYS AS (id * 2) STORED, CONSTRAINT small CHECK (id < 100));
