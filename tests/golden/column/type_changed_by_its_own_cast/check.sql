SELECT a::text = '(1,2),(1,2)' AND c::text = '(1,1)' AND d = '{[1,3)}' AND e = 1259 AND f = 23 AND g = 97 AND h = '{"{[1,2)}"}' AND i = ARRAY['now'::regproc::oid] AND j = 'a' FROM public.t;
