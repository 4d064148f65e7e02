CREATE TABLE t (a integer CONSTRAINT y UNIQUE, b integer CONSTRAINT x UNIQUE, c integer);
CREATE INDEX i ON t (b); CREATE INDEX j ON t (c); CREATE INDEX k ON t (a);
CREATE TABLE r (a integer REFERENCES t (a), b integer REFERENCES t (b));
