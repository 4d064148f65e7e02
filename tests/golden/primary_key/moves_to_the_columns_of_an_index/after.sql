CREATE TABLE t (a integer, b integer PRIMARY KEY);
CREATE TABLE r (b integer REFERENCES t (b));
