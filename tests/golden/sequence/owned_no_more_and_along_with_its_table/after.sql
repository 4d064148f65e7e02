CREATE SCHEMA k;
CREATE SEQUENCE k.t_id_seq AS integer;
CREATE SEQUENCE k.total AS integer;
CREATE TABLE k.t (id integer DEFAULT nextval('k.t_id_seq') NOT NULL, b integer DEFAULT nextval('k.total') NOT NULL);
