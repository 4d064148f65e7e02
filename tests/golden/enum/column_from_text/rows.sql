INSERT INTO public.t VALUES ('c');
