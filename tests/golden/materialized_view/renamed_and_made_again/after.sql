CREATE TABLE public.t (id bigint, b text);
CREATE MATERIALIZED VIEW public.d AS SELECT id, b FROM public.t;
CREATE INDEX i ON public.d (id);
