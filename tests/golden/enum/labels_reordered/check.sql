SELECT s::text = 'b' AND l::text = '{c,a}' FROM public.t
