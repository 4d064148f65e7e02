SELECT (SELECT max(id) = 2 FROM public.t) AND nextval('public.t_id_seq') = 3
