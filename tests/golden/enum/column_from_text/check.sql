SELECT s::text = 'c' FROM public.t
