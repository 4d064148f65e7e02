CREATE TABLE t (id integer, day date NOT NULL);
CREATE INDEX t_day ON t (day);
