CREATE SEQUENCE t_id_seq AS integer;
CREATE TABLE t (id integer NOT NULL DEFAULT nextval('t_id_seq'), n integer) PARTITION BY RANGE (n);
ALTER SEQUENCE t_id_seq OWNED BY t.id;
CREATE TABLE t_all PARTITION OF t DEFAULT;
