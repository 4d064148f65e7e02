SELECT x = 5 AND z = 2 AND w = 4 FROM public.c;
