SELECT (SELECT array_agg(id * 10 = n) = '{t,t,t}' FROM public.t) AND nextval(pg_get_serial_sequence('public.t', 'id')) = 4
