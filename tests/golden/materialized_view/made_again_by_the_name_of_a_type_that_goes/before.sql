CREATE DOMAIN public.d AS int;
CREATE TABLE public.t (id int, a public.d, b text);
CREATE TABLE public.h (id int);
CREATE MATERIALIZED VIEW public.v AS SELECT id, b FROM public.t;
