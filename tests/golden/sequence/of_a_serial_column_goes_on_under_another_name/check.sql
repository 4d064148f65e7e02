SELECT nextval('public.numbers') = 8
