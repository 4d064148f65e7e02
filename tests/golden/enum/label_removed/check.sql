SELECT s::text = 'a' FROM public.t
