SELECT (SELECT count(*) = 2 FROM public.t_rest) AND (SELECT n = 1 FROM public.t_low)
