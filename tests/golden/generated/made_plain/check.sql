SELECT c = 2 FROM public.t
