SELECT (SELECT count(*) = 2 FROM ONLY public.t) AND nextval(pg_get_serial_sequence('public.t', 'id')) = 3
