CREATE TABLE t (id integer);
CREATE TABLE p (a integer, b text) PARTITION BY LIST (a);
CREATE TABLE q PARTITION OF p FOR VALUES IN (1);
CREATE INDEX i ON p (a, lower(b));
CREATE INDEX j ON t ((id + 1));
