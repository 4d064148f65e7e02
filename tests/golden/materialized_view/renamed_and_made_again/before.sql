CREATE TABLE public.t (id int, b text);
CREATE MATERIALIZED VIEW public.v AS SELECT id, b FROM public.t;
CREATE INDEX i ON public.v (id);
