CREATE ROLE mizzle_b;
CREATE TABLE public.t (id bigint, b text);
CREATE STATISTICS public.st ON id, b FROM public.t;
ALTER STATISTICS public.st OWNER TO mizzle_b;
CREATE STATISTICS public.su ON id, b FROM public.t;
