ALTER SEQUENCE "public"."apart" MINVALUE 100 MAXVALUE 200 START WITH 100 RESTART;
SELECT pg_catalog.setval('public.fresh', CASE WHEN is_called THEN 2 ELSE 5 END, false)
    FROM "public"."fresh" WHERE last_value < 2;
ALTER SEQUENCE "public"."fresh" MINVALUE 2 START WITH 5;
SELECT pg_catalog.setval('public.high', CASE WHEN is_called THEN 50 ELSE 1 END, is_called)
    FROM "public"."high" WHERE last_value > 50;
ALTER SEQUENCE "public"."high" MAXVALUE 50;
SELECT pg_catalog.setval('public.low', 20, false)
    FROM "public"."low" WHERE last_value < 20;
ALTER SEQUENCE "public"."low" MINVALUE 20 START WITH 20;
