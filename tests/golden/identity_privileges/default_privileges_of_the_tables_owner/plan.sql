ALTER TABLE "public"."t" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."t"', 'id'), pg_catalog.max("id")) FROM "public"."t" HAVING pg_catalog.max("id") >= 1;
GRANT USAGE ON SEQUENCE "public"."t_id_seq" TO "mizzle_a";
