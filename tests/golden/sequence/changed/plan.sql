SELECT pg_catalog.setval('public.s', CASE WHEN is_called THEN 10 ELSE 3 END, false)
    FROM "public"."s" WHERE last_value > 10;
ALTER SEQUENCE "public"."s" AS integer INCREMENT BY -1 MINVALUE -50 MAXVALUE 10 START WITH 3 CACHE 2 CYCLE;
