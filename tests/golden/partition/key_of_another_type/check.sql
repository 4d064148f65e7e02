SELECT count(*) = 2 AND nextval('public.t_id_seq') = 3 FROM public.t
