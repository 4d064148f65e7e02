INSERT INTO public.t VALUES ('7', 8);
