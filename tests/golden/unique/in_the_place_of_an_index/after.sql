CREATE TABLE t (a integer, b text, c integer NOT NULL, d integer, CONSTRAINT lower_b UNIQUE (b), CONSTRAINT d_desc UNIQUE (d));
ALTER TABLE t ADD CONSTRAINT t_ab_key UNIQUE (a, b) INCLUDE (d) DEFERRABLE; ALTER TABLE t ADD CONSTRAINT k UNIQUE (d) WITH (fillfactor = 70);  ALTER TABLE t ADD PRIMARY KEY (c); 
CREATE TABLE r (c integer REFERENCES t (c));
