SELECT v = 7 FROM public.h
