SELECT v::text = '(1,c,)' FROM public.t;
