CREATE TYPE mood AS ENUM ('sad', 'fine');
CREATE TABLE t (m mood DEFAULT 'fine', CHECK (m <> 'fine')) PARTITION BY LIST (m);
CREATE TABLE t_ok PARTITION OF t FOR VALUES IN ('fine');
CREATE VIEW v AS SELECT m FROM t WHERE m = 'fine';
