SELECT number = 2 FROM public.things_all
