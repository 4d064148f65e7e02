CREATE TABLE "public"."t" (
    "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
    "n" integer GENERATED ALWAYS AS IDENTITY NOT NULL
);
REVOKE USAGE ON SEQUENCE "public"."t_id_seq" FROM "app";
GRANT SELECT ON SEQUENCE "public"."t_n_seq" TO "other";
ALTER TABLE "public"."a" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."a"', 'id'), pg_catalog.max("id")) FROM "public"."a" HAVING pg_catalog.max("id") >= 1;
