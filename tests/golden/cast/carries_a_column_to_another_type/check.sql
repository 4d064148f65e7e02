SELECT a = 2 AND b = 'high' AND c = '{1,2}' FROM public.t;
