SELECT (SELECT count(*) = 1 FROM public.a) AND (SELECT count(*) = 1 FROM public.t)
