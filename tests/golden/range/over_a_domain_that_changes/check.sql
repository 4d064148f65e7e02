SELECT a::text = '[1,2]' FROM public.t;
