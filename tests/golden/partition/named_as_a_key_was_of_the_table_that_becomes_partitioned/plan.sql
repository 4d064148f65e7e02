ALTER TABLE "public"."p" RENAME TO "p__mizzle_old";
ALTER INDEX "public"."kind" RENAME TO "kind__mizzle_old";
CREATE TABLE "public"."p" (
    "id" integer NOT NULL
) PARTITION BY RANGE (id);
CREATE TABLE "public"."kind" PARTITION OF "public"."p" DEFAULT;
INSERT INTO "public"."p" ("id")
SELECT "id" FROM "public"."p__mizzle_old";
DROP TABLE "public"."p__mizzle_old";
ALTER TABLE "public"."p" ADD CONSTRAINT "x1" PRIMARY KEY ("id");
