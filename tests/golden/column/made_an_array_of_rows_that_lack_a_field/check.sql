SELECT array_agg(((p)[1]).x ORDER BY p) = '{1,NULL}' AND count(p) = 1 AND count(q) = 1 AND max((q::public.pair[])[1].x) = 2 FROM public.t
