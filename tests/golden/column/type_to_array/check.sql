SELECT a = '{1,2}'::bigint[] FROM public.t
