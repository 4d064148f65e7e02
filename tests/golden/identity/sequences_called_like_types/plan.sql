CREATE TABLE "public"."a" (
    "id" integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "public"."a_id_seq__mizzle_new") NOT NULL
);
ALTER SEQUENCE "public"."a_id_seq__mizzle_new" RENAME TO "a_id_seq";
ALTER TABLE "public"."b" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "public"."b_id_seq__mizzle_new");
ALTER SEQUENCE "public"."b_id_seq__mizzle_new" RENAME TO "b_id_seq";
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."b"', 'id'), pg_catalog.max("id")) FROM "public"."b" HAVING pg_catalog.max("id") >= 1;
ALTER TABLE "public"."c" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."c"', 'id'), pg_catalog.max("id")) FROM "public"."c" HAVING pg_catalog.max("id") >= 1;
CREATE TYPE "public"."c_id_seq" AS ENUM ('x');
ALTER TABLE "public"."d" ADD COLUMN "id" integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "public"."d_id_seq__mizzle_new") NOT NULL;
ALTER SEQUENCE "public"."d_id_seq__mizzle_new" RENAME TO "d_id_seq";
