SELECT ARRAY[nextval('public.fresh'), nextval('public.low'), nextval('public.apart')] = '{5,20,100}'
   AND (SELECT last_value = 50 AND is_called FROM public.high)
