ALTER TABLE "public"."below" DROP COLUMN "b";
ALTER TABLE "public"."above" RENAME COLUMN "a" TO "b";
