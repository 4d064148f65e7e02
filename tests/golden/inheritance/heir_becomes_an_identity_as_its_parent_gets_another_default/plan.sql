ALTER TABLE ONLY "public"."a" ALTER COLUMN "id" SET DEFAULT 6;
ALTER TABLE "public"."b"
    ALTER COLUMN "id" DROP DEFAULT,
    ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."b"', 'id'), pg_catalog.max("id")) FROM "public"."b" HAVING pg_catalog.max("id") >= 1;
