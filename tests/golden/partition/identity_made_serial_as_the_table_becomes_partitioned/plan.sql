ALTER SEQUENCE "public"."t_id_seq" RENAME TO "t_id_seq__mizzle_old";
ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" serial,
    "n" integer
) PARTITION BY RANGE (n);
CREATE TABLE "public"."t_all" PARTITION OF "public"."t" DEFAULT;
INSERT INTO "public"."t" ("id", "n")
SELECT "id", "n" FROM "public"."t__mizzle_old";
SELECT pg_catalog.setval('public.t_id_seq', last_value, is_called) FROM "public"."t_id_seq__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
