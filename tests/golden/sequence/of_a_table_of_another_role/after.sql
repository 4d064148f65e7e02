CREATE ROLE app;
CREATE TABLE t (id serial, number integer);
CREATE SEQUENCE numbers OWNED BY t.number;
ALTER TABLE t OWNER TO app;
