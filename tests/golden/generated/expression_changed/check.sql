SELECT c = 3 FROM public.t
