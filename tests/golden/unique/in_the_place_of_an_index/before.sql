CREATE TABLE t (a integer, b text, c integer NOT NULL, d integer);
CREATE UNIQUE INDEX t_ab ON t (a, b) INCLUDE (d); CREATE UNIQUE INDEX k ON t (d) WITH (fillfactor = 70); CREATE UNIQUE INDEX kc ON t (c); CREATE UNIQUE INDEX lower_b ON t (lower(b)); CREATE UNIQUE INDEX d_desc ON t (d DESC);
CREATE TABLE r (c integer REFERENCES t (c));
