SELECT array_agg(id || ':' || x || ':' || doubled ORDER BY x) = '{1:3:6,1:4:8}' FROM public.t
