SELECT (SELECT last_value FROM public.t_a_seq) = 32767 AND (SELECT last_value FROM public.t_b_seq) = 32767 AND nextval('public.t_c_seq') = 1
   AND (SELECT last_value FROM public.t_d_seq) = 32767 AND (SELECT last_value FROM public.t_e_seq) = 32767 AND (SELECT last_value FROM public.t_f_seq) = 50
