ALTER TABLE "public"."p1" RENAME TO "p1__mizzle_old";
ALTER TABLE "public"."p" DETACH PARTITION "public"."p1__mizzle_old";
ALTER TABLE "public"."p" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY;
CREATE TABLE "public"."p1" PARTITION OF "public"."p" FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (id);
CREATE TABLE "public"."p11" PARTITION OF "public"."p1" FOR VALUES FROM (0) TO (10);
INSERT INTO "public"."p1" ("id") OVERRIDING SYSTEM VALUE
SELECT "id" FROM "public"."p1__mizzle_old";
DROP TABLE "public"."p1__mizzle_old";
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."p"', 'id'), pg_catalog.max("id")) FROM "public"."p" HAVING pg_catalog.max("id") >= 1;
