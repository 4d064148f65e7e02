CREATE TABLE t (id integer NOT NULL, n integer) PARTITION BY RANGE (n);
CREATE SEQUENCE t_id_seq AS integer OWNED BY t.id;
ALTER TABLE t ALTER id SET DEFAULT nextval('t_id_seq');
CREATE TABLE t_all PARTITION OF t DEFAULT;
