SELECT v::text = '(ok,{sad},1)' AND w::text = '{"(ok,{sad},1)"}' FROM public.t;
