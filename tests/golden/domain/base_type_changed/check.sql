SELECT c::text = '{3,4}' AND EXISTS (SELECT FROM public.q) FROM public.p;
