SELECT nextval(pg_get_serial_sequence('public.t', 'id')) = 3
