SELECT p = '1' FROM public.c
