ALTER TABLE "public"."t1" RENAME TO "t1__mizzle_old";
CREATE TABLE "public"."t1" (
    "id" integer NOT NULL,
    "a" integer
) PARTITION BY RANGE (id);
ALTER TABLE "public"."t" DROP CONSTRAINT "t1a";
CREATE TABLE "public"."t1a" PARTITION OF "public"."t1" FOR VALUES FROM (0) TO (10);
INSERT INTO "public"."t1" ("id", "a")
SELECT "id", "a" FROM "public"."t1__mizzle_old";
DROP TABLE "public"."t1__mizzle_old";
