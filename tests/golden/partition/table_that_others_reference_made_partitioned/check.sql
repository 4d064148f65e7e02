SELECT (SELECT count(*) = 2 FROM public.c) AND (SELECT above = 11 FROM public.t_low)
