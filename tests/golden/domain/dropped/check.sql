SELECT b = 2 FROM public.t;
