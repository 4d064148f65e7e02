CREATE SEQUENCE s;
CREATE TABLE t (id integer, other integer);
CREATE SEQUENCE moved OWNED BY t.other;
ALTER TABLE t ALTER other SET DEFAULT nextval('moved');
