CREATE SCHEMA app;
CREATE TABLE public.t (id int CONSTRAINT pk PRIMARY KEY, b text);
CREATE INDEX i ON public.t (b);
CREATE VIEW public.v AS SELECT id, b FROM public.t;
