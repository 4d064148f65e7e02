CREATE SCHEMA k;
CREATE SEQUENCE k.total AS integer;
CREATE TABLE t (id integer DEFAULT nextval('k.total') NOT NULL, b integer);
