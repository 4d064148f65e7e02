CREATE TABLE t (j jsonb, p point, d date, r int4range);
