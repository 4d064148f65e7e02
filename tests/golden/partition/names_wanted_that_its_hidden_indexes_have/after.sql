CREATE TABLE may_pkey (id integer);
CREATE TABLE days (day date PRIMARY KEY, kind text) PARTITION BY RANGE (day);
CREATE TABLE may PARTITION OF days FOR VALUES FROM ('2026-05-01') TO ('2026-06-01');
CREATE INDEX may_kind_idx ON may (kind, day);
CREATE INDEX days_kind ON days (kind);
