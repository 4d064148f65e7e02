SELECT e = 2 FROM public.a
