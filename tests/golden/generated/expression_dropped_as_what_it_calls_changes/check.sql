SELECT (a, b, c)::text = '(4,5,6)' FROM public.t
