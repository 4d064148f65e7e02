CREATE TABLE u (id integer);
CREATE TABLE p (c integer, b text) PARTITION BY LIST (c);
CREATE TABLE q PARTITION OF p FOR VALUES IN (1);
CREATE INDEX t ON p (c, lower(b));
CREATE INDEX j ON u ((id + 1));
ALTER INDEX q_c_lower_idx RENAME TO q_a_lower_idx;
