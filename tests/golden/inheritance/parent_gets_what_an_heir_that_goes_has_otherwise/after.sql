CREATE TABLE public.b (id int, k int);
CREATE TABLE public.m () INHERITS (public.b);
