CREATE TABLE t (a integer PRIMARY KEY, b integer NOT NULL);
CREATE UNIQUE INDEX i ON t (b);
CREATE TABLE r (b integer REFERENCES t (b));
