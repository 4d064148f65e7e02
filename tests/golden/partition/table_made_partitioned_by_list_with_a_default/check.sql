SELECT (SELECT array_agg(id ORDER BY id) = '{2,3}' FROM public.t_rest) AND (SELECT v = 2 AND note = 'none' FROM public.t_a)
