CREATE SCHEMA k;
CREATE SEQUENCE public.t_id_seq AS integer;
CREATE TABLE k.t (id integer DEFAULT nextval('t_id_seq') NOT NULL);
