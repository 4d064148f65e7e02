CREATE TABLE t (id int, r int4range, q int4range);
