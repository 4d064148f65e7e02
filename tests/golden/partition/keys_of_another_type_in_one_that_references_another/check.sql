SELECT count(*) = 1 FROM public.i JOIN public.o ON (i.o_id, i.r) = (o.id, o.r);
