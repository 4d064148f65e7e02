CREATE SCHEMA app;
CREATE TABLE public.u (id integer NOT NULL GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.t_id_seq), b integer);
