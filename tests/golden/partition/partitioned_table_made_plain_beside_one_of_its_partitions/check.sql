SELECT (SELECT v = 'x' FROM public.a) AND (SELECT v = 'y' FROM public.t)
