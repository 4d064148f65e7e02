CREATE SEQUENCE s;
CREATE TABLE t (id integer DEFAULT nextval('s'), other integer, third integer);
ALTER SEQUENCE s OWNED BY t.id;
CREATE SEQUENCE moved OWNED BY t.third;
ALTER TABLE t ALTER third SET DEFAULT nextval('moved');
