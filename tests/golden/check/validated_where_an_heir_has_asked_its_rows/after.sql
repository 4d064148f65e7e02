CREATE TABLE public.t (a int);
ALTER TABLE public.t ADD CONSTRAINT k CHECK (a > 0);
CREATE TABLE public.h () INHERITS (public.t);
