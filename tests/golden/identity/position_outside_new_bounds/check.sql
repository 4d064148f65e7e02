SELECT ARRAY[nextval('public.t_id_seq'), nextval('public.t_n_seq')] = '{5,20}'
