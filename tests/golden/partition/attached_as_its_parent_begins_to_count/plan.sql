ALTER TABLE "public"."p" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY;
ALTER TABLE "public"."p" ATTACH PARTITION "public"."p1" FOR VALUES FROM (0) TO (10);
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."p"', 'id'), pg_catalog.max("id")) FROM "public"."p" HAVING pg_catalog.max("id") >= 1;
