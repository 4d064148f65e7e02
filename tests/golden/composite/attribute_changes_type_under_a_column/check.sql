SELECT string_agg(concat_ws('|', id, v::text, w::text), ' ' ORDER BY id) = '1|(1,b)|("(3,c)",4) 2 3|(,)|(,1)' FROM public.t;
