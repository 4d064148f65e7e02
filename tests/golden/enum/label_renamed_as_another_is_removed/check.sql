SELECT m = 'fine' AND many = '{sad,fine}' FROM public.t;
