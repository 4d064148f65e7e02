CREATE TABLE u (id int CONSTRAINT t_pkey PRIMARY KEY, a int, b text); CREATE INDEX t_a_idx ON u (a);
