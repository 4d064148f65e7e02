SELECT v::text = '(b,1,)' FROM public.t;
