SELECT (SELECT array_agg(id ORDER BY id) = '{1,2}' FROM public.earlier) AND (SELECT id = 12 FROM public.later) AND (SELECT id = 13 FROM public.heir)
