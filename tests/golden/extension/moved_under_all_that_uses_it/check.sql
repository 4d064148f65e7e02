SELECT l = '{a}'::ext.citext[] FROM public.t;
