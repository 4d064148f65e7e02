SELECT a::int[] = '{1,2}' AND b = 3 FROM public.t;
