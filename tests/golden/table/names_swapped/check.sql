SELECT b.x = 1 AND c.two = 1 AND c.one = 'two' AND e.x = 4 FROM public.b, public.c, public.e
