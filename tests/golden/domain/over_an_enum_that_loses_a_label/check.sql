SELECT a::text = 'ok' AND b::text = '{ok,ok}' FROM public.t;
