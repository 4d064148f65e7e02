ALTER TABLE "public"."x" RENAME TO "x__mizzle_old";
ALTER TABLE "public"."x__mizzle_old" RENAME CONSTRAINT "name" TO "parent";
ALTER TABLE "public"."x__mizzle_old" DETACH PARTITION "public"."kind";
CREATE TABLE "public"."x" (
    "id" integer,
    "u" text,
    CONSTRAINT "parent" CHECK (u <> 'q'::text)
);
INSERT INTO "public"."x" ("id", "u")
SELECT "id", "u" FROM "public"."x__mizzle_old";
ALTER TABLE "public"."kind" DROP CONSTRAINT "parent";
DROP TABLE "public"."x__mizzle_old";
