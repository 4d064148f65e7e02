CREATE TABLE t (id integer, one integer GENERATED ALWAYS AS (1) STORED);
