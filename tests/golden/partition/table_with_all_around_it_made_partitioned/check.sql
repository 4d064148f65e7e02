SELECT (SELECT n = 2 FROM public.m) AND NOT EXISTS (SELECT FROM public.log) AND (SELECT count(*) = 2 FROM public.v)
