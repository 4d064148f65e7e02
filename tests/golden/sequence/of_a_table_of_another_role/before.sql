CREATE ROLE app;
CREATE TABLE t (id integer, number integer);
CREATE SEQUENCE numbers;
ALTER TABLE t OWNER TO app;
