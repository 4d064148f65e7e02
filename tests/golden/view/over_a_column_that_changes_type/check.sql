SELECT count(*) = 1 FROM public.w WHERE name = 'a'
