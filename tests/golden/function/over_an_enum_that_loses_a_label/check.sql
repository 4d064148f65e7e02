SELECT s = 'a' FROM public.t
