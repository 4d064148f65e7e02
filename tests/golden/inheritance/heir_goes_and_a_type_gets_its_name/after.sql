CREATE TYPE public.h AS (x bigint, y text);
CREATE TABLE public.t (a int, new_g int);
