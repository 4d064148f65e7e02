CREATE TABLE t (a integer CONSTRAINT x UNIQUE, b integer CONSTRAINT y UNIQUE, c integer);
CREATE INDEX i ON t (a); CREATE INDEX j ON t (b); CREATE INDEX k ON t (c);
CREATE TABLE r (a integer REFERENCES t (a), b integer REFERENCES t (b));
