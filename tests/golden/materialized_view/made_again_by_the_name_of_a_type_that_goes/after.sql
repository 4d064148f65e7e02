CREATE TABLE public.v (id int);
CREATE TABLE public.t (id bigint, b text);
CREATE MATERIALIZED VIEW public.d AS SELECT id, b FROM public.t;
