CREATE TABLE t (id bigint, day date) PARTITION BY RANGE (day); CREATE VIEW v AS SELECT id FROM t;
