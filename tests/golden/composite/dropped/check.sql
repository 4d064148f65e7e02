SELECT b = 1 FROM public.t;
