CREATE TABLE days (day date NOT NULL, kind varchar(9), size integer) PARTITION BY RANGE (day);
CREATE TABLE may PARTITION OF days FOR VALUES FROM ('2026-05-01') TO ('2026-06-15');
