CREATE TABLE t (id integer, n integer, CONSTRAINT old_n CHECK (n > 0), CONSTRAINT new_n UNIQUE (n));
CREATE INDEX t_old ON t (n);
