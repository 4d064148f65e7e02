CREATE SCHEMA k;
CREATE SEQUENCE k.total AS integer;
CREATE TABLE t (b integer);
