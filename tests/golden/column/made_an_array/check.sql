SELECT array_agg((a, b, c)::text ORDER BY a) = ARRAY['({1},{a},{7})', '(,,)'] FROM public.t
