CREATE TABLE m (id bigint NOT NULL, kind text NOT NULL) PARTITION BY LIST (kind);
