SELECT a = 'sad' FROM public.t
