SELECT (SELECT y FROM public.read) = '1' AND (SELECT y FROM public.changed) = '1' AND (SELECT y FROM public.called) = 'b';
