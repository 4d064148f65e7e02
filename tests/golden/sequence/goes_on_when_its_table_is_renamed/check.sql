SELECT nextval(pg_get_serial_sequence('public.people', 'id')) = 8
