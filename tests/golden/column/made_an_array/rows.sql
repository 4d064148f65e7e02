INSERT INTO public.t VALUES (1, 'a', 7), (NULL, NULL, NULL);
