SELECT pg_catalog.setval('public.t_id_seq', 5, false)
    FROM "public"."t_id_seq" WHERE last_value < 5;
ALTER TABLE "public"."t"
    ALTER COLUMN "id" SET MINVALUE 5 SET START WITH 5,
    ALTER COLUMN "n" SET MINVALUE 20 SET MAXVALUE 2147483647 SET START WITH 20 RESTART;
