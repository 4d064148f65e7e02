CREATE DOMAIN public.d AS int CHECK (VALUE > 0);
CREATE TYPE public.c AS (x public.d[], y int);
CREATE TABLE public.t (id int);
