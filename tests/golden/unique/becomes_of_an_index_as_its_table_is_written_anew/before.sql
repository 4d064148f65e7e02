CREATE TABLE t (id int, g text);
CREATE UNIQUE INDEX u ON t (id);
