ALTER TABLE "public"."a" RENAME TO "a__mizzle_old";
ALTER TABLE "public"."a__mizzle_old" DETACH PARTITION "public"."t";
DROP INDEX "public"."t_p_idx";
ALTER TABLE "public"."t" DETACH PARTITION "public"."u";
ALTER TABLE "public"."t" ATTACH PARTITION "public"."u" DEFAULT;
CREATE TABLE "public"."a" (
    "id" integer,
    "p" integer
);
INSERT INTO "public"."a" ("id", "p")
SELECT "id", "p" FROM "public"."a__mizzle_old";
DROP TABLE "public"."a__mizzle_old";
