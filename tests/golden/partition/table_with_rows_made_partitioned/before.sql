CREATE TABLE t (id bigint PRIMARY KEY, day date NOT NULL, n integer DEFAULT 0);
CREATE INDEX t_day ON t (day);
