SELECT sum(id) = 7 FROM public.t
