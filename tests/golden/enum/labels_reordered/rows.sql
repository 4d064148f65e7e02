INSERT INTO public.t VALUES (1,'b','{c,a}');
