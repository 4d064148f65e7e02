CREATE TABLE t (a text); CREATE INDEX ON t (a);
