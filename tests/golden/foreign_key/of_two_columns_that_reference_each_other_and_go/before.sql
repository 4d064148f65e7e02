CREATE TABLE public.a (id int, x int UNIQUE);
CREATE TABLE public.b (id int, x int UNIQUE, FOREIGN KEY (x) REFERENCES public.a (x));
ALTER TABLE public.a ADD FOREIGN KEY (x) REFERENCES public.b (x);
