SELECT count(*) = 1 FROM public.m WHERE extra = 'x'
