ALTER TABLE "public"."p" RENAME TO "p__mizzle_old";
ALTER TABLE "public"."p__mizzle_old" DETACH PARTITION "public"."a";
CREATE TABLE "public"."p" (
    "id" integer,
    "v" text
);
INSERT INTO "public"."p" ("id", "v")
SELECT "id", "v" FROM "public"."p__mizzle_old";
DROP TABLE "public"."p__mizzle_old";
