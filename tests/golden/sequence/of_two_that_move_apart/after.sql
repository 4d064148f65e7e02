CREATE SCHEMA k; CREATE SCHEMA j;
CREATE SEQUENCE j.t_id_seq AS integer;
CREATE TABLE t (n integer DEFAULT 0 NOT NULL);
CREATE SEQUENCE total AS integer OWNED BY t.n;
CREATE TABLE k.t2 (id integer DEFAULT nextval('j.t_id_seq') NOT NULL, b integer DEFAULT nextval('public.total') NOT NULL);
