ALTER TABLE "public"."x" RENAME TO "parent__mizzle_old";
ALTER INDEX "public"."parent" RENAME TO "parent1__mizzle_old";
CREATE TABLE "public"."parent" (
    "id" integer NOT NULL,
    "a" integer
) PARTITION BY LIST (id);
CREATE TABLE "public"."parent1" PARTITION OF "public"."parent" FOR VALUES IN (1);
INSERT INTO "public"."parent" ("id", "a")
SELECT "id", "a" FROM "public"."parent__mizzle_old";
DROP TABLE "public"."parent__mizzle_old";
