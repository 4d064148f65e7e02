CREATE ROLE reader;
CREATE ROLE writer;
CREATE TABLE t (id integer);
GRANT SELECT ON t TO writer;
