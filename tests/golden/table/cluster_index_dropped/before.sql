CREATE TABLE t (id integer);
CREATE INDEX t_id ON t (id);
ALTER TABLE t CLUSTER ON t_id;
