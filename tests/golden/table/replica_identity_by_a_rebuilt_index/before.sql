CREATE TABLE t (a integer NOT NULL, b integer); CREATE UNIQUE INDEX i ON t (a);
