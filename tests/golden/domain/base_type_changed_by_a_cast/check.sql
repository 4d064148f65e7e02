SELECT a = 12 AND b::int[] = '{1,2}' FROM public.t;
