CREATE DOMAIN public.d AS int;
CREATE TYPE public.c AS (x public.d[], y int);
CREATE TABLE public.t (id int, c public.c);
