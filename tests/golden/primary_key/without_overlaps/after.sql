CREATE TABLE t (a int4range, v daterange, CONSTRAINT t_pkey PRIMARY KEY (a, v WITHOUT OVERLAPS));
