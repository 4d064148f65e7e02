CREATE TABLE public.b (id int);
CREATE TABLE public.m () INHERITS (public.b);
CREATE TABLE public.a (k text) INHERITS (public.m);
