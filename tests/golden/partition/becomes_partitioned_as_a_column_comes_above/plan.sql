ALTER TABLE "public"."part" RENAME TO "part__mizzle_old";
ALTER TABLE "public"."above" DETACH PARTITION "public"."part__mizzle_old";
ALTER TABLE "public"."above" ADD COLUMN "g" text GENERATED ALWAYS AS ((id)::text) STORED;
CREATE TABLE "public"."part" PARTITION OF "public"."above" FOR VALUES FROM (1) TO (9) PARTITION BY LIST (id);
CREATE TABLE "public"."one" PARTITION OF "public"."part" DEFAULT;
INSERT INTO "public"."part" ("id")
SELECT "id" FROM "public"."part__mizzle_old";
DROP TABLE "public"."part__mizzle_old";
