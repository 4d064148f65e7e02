CREATE TYPE public.c AS (x bigint, y text);
CREATE TABLE public.t (a int, g int);
CREATE TABLE public.h (hx int) INHERITS (public.t);
