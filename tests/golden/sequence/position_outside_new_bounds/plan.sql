ALTER SEQUENCE "public"."apart" MINVALUE 100 MAXVALUE 200 START WITH 100 RESTART;
SELECT pg_catalog.setval('public.fresh', CASE WHEN is_called THEN LEAST(GREATEST(last_value, 2), 9223372036854775807) ELSE 5 END, is_called AND last_value > 9223372036854775807) FROM "public"."fresh" WHERE last_value NOT BETWEEN 2 AND 9223372036854775807;
ALTER SEQUENCE "public"."fresh" MINVALUE 2 START WITH 5;
SELECT pg_catalog.setval('public.high', CASE WHEN is_called THEN LEAST(GREATEST(last_value, 1), 50) ELSE 1 END, is_called AND last_value > 50) FROM "public"."high" WHERE last_value NOT BETWEEN 1 AND 50;
ALTER SEQUENCE "public"."high" MAXVALUE 50;
SELECT pg_catalog.setval('public.low', CASE WHEN is_called THEN LEAST(GREATEST(last_value, 20), 9223372036854775807) ELSE 20 END, is_called AND last_value > 9223372036854775807) FROM "public"."low" WHERE last_value NOT BETWEEN 20 AND 9223372036854775807;
ALTER SEQUENCE "public"."low" MINVALUE 20 START WITH 20;
