CREATE TABLE t (id serial, a int) PARTITION BY RANGE (id);
