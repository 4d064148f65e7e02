ALTER TABLE "b"."t" RENAME TO "x__mizzle_old";
ALTER TABLE "b"."x__mizzle_old" SET SCHEMA "public";
CREATE TABLE "public"."x" (
    "id" text NOT NULL,
    "a" integer
) PARTITION BY LIST (id);
CREATE TABLE "public"."x1" PARTITION OF "public"."x" DEFAULT;
INSERT INTO "public"."x" ("id", "a")
SELECT "id", "a" FROM "public"."x__mizzle_old";
DROP TABLE "public"."x__mizzle_old";
