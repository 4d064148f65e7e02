SELECT array_agg(id ORDER BY id) = '{1,2,3}' FROM public.t
