INSERT INTO public.above VALUES (1, 1); INSERT INTO public.below VALUES (2, 2); INSERT INTO public.beside VALUES (1);
