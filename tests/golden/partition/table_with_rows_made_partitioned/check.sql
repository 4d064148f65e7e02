SELECT (SELECT count(*) = 1 FROM public.t_2026) AND (SELECT n = 4 FROM public.t_2027)
