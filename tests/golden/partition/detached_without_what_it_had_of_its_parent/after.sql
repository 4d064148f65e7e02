CREATE TABLE m (id bigint NOT NULL, n integer CONSTRAINT few CHECK (n < 9), PRIMARY KEY (id)) PARTITION BY RANGE (id); CREATE INDEX m_n ON m (n); CREATE TABLE m1 (id bigint NOT NULL, n integer);
