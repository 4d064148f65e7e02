SELECT nextval('public.p_id_seq') = 8;
