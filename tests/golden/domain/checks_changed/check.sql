SELECT a = 7 FROM public.t;
