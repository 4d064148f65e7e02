SELECT a = 7 AND b = '8' FROM public.t
