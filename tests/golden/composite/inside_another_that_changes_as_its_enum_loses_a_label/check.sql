SELECT string_agg(concat_ws(' ', id, o, p), ', ' ORDER BY id) = '1 ("(a,x)",3) ("(b,y)",4), 2' FROM public.t;
