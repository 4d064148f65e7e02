CREATE TABLE public.t (a int);
ALTER TABLE public.t ADD CONSTRAINT k CHECK (a > 0) NOT VALID;
CREATE TABLE public.h () INHERITS (public.t);
