SELECT a::integer[] = '{1,2}' AND (p).b = 4 FROM public.t;
