SELECT (m, s) = ('good', 'two') FROM public.t
