CREATE SEQUENCE numbers AS integer;
CREATE TABLE t (id integer PRIMARY KEY DEFAULT nextval('numbers'), a int);
ALTER SEQUENCE numbers OWNED BY t.id;
