INSERT INTO public.t VALUES ('abc', 1.5);
