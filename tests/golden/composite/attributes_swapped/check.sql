SELECT ((p).y, (p).x, (l).b, (l).c) = (1, 'x', 1, 2) FROM public.t
