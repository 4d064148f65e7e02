CREATE TABLE days (day date PRIMARY KEY, kind text) PARTITION BY RANGE (day);
CREATE INDEX days_kind ON days (kind);
CREATE TABLE nights (day date PRIMARY KEY, kind text) PARTITION BY RANGE (day);
CREATE INDEX nights_kind ON nights (kind);
CREATE TABLE may PARTITION OF nights FOR VALUES FROM ('2026-05-01') TO ('2026-06-01');
CREATE TABLE june (day date PRIMARY KEY, kind text);
