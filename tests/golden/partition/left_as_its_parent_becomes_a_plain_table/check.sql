SELECT v = 'x' FROM public.a
