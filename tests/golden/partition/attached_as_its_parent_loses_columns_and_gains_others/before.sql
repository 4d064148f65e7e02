CREATE TABLE days (day date NOT NULL, extra text, kind text NOT NULL, CONSTRAINT kinds CHECK (kind <> '')) PARTITION BY RANGE (day);
CREATE TABLE april PARTITION OF days FOR VALUES FROM ('2026-04-01') TO ('2026-05-01');
CREATE TABLE may (day date NOT NULL, kind varchar(9), extra text, size integer);
